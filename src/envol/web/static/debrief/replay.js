// @ts-check
// The replay's one entry: fetch the course, mount the parts, stand where the address says.

import { element } from "../cockpit/element.js";
import { mountCharts } from "./charts.js";
import { mountEvents } from "./events.js";
import { Instant } from "./instant.js";
import { course, pageOf } from "./page.js";
import { mountPlaying } from "./playing.js";
import { mountReason } from "./reason.js";
import { mountScrubber } from "./scrubber.js";
import { drawStrip } from "./strip.js";
import { mountValues } from "./values.js";

const ADDRESS_MS = 400;

/** @param {string} name @returns {any} */
const part = (name) => document.querySelector(`[data-part="${name}"]`);
/** @param {string} id @returns {any} */
const placed = (id) => document.getElementById(id);

const page = pageOf();
const found = await course(page);
if (found) mount(found);
document.documentElement.dataset.ready = "true"; // for tests: the page answers from here on

/** @param {import("./page.js").Course} found */
function mount(found) {
  const instant = new Instant(found);
  const scrubber = placed("scrubber");
  const playing = mountPlaying(page, instant, { play: part("play"), speed: part("speed") });
  const seek = (hour) => {
    playing.stop();
    instant.seek(hour);
  };
  remark(found.remarks);
  drawStrip(page, found, part("strip"));
  mountScrubber(page, instant, { scrubber, hour: part("hour") });
  for (const kind of ["pointerdown", "keydown"]) scrubber.addEventListener(kind, playing.stop);
  const listed = { events: part("events"), kinds: part("kinds"), said: part("said") };
  mountEvents(page, instant, { ...listed, before: part("before"), after: part("after") }, playing.stop);
  mountValues(page, instant, part("values"));
  mountReason(page, instant, part("why"), placed("why-of"));
  const charts = mountCharts(page, found, seek);
  instant.on(() => charts.at(instant.hour));
  instant.on(addressed(instant));
  const asked = Number.parseFloat(new URLSearchParams(location.search).get("at") ?? "");
  instant.seek(Number.isFinite(asked) ? asked : found.hours[0]);
}

/** @param {string[]} remarks */
function remark(remarks) {
  const host = part("remarks");
  host.hidden = !remarks.length;
  host.replaceChildren(...remarks.map((text) => element("p", { text })));
}

/** The address follows, so that an instant can be shared or kept. @param {Instant} instant */
function addressed(instant) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      const url = new URL(location.href);
      url.searchParams.set("at", String(instant.hour));
      history.replaceState(history.state, "", url);
    }, ADDRESS_MS);
  };
}
