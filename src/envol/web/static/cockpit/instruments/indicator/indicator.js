// @ts-check
// The moving indicators of the whole bioreactor, the variables that are controlled or watched by an alarm first.

import { element, setAttribute } from "../../element.js";
import { makeGauge } from "./gauge.js";
import { functionOf, limitsOf, loopOf, setpointOf, standingAlarms } from "./loops.js";
import { qualityOf, QUIET_MS } from "./signs.js";

export { makeGauge } from "./gauge.js";

const DERIVED = "DY"; // deviations and controller outputs: their loop shows them already

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, number, meta } = deck;
  const { first, more } = ranked(meta.tags);
  const gauges = [...first, ...more].map((tag) => gaugeOf(deck, tag, { t, number }));
  const list = (some) => element("div", { class: "gauges" }, ...some.map((one) => one.element));
  const [main, rest] = [list(gauges.slice(0, first.length)), list(gauges.slice(first.length))];
  rest.hidden = true;
  host.append(main, rest, folder(rest, t, more.length));
  const update = () => gauges.forEach((gauge) => gauge.update());
  for (const topic of ["frame", "settings", "alarms", "connected", "mode"]) deck.store.on(topic, update);
  setInterval(update, QUIET_MS);
  update();
}

/** @param {any[]} tags */
export function ranked(tags) {
  const rank = (tag) => (tag.control ? 0 : DERIVED.includes(functionOf(tag.tag)) ? 2 : 1);
  const sorted = tags.map((tag) => ({ tag, rank: rank(tag) })).sort((a, b) => a.rank - b.rank);
  const side = (derived) => sorted.filter((one) => (one.rank === 2) === derived).map((one) => one.tag);
  return { first: side(false), more: side(true) };
}

/** @param {any} deck @param {any} tag @param {import("./gauge.js").Words} words */
export function gaugeOf(deck, tag, words, open = () => deck.selection.open(tag.tag)) {
  const gauge = makeGauge({ tag, limits: limitsOf(deck.meta, tag), words, open });
  const concerned = (other) => (tag.control ? loopOf(other) === loopOf(tag.tag) : other === tag.tag);
  const update = () =>
    gauge.set({
      value: deck.store.value(tag.tag),
      setpoint: setpointOf(deck, tag),
      quality: qualityOf(deck.store, tag.tag, tag.control),
      alarms: standingAlarms(deck, concerned),
    });
  return { element: gauge.element, update };
}

/** @param {any} rest @param {(key: string, params?: any) => string} t @param {number} count */
function folder(rest, t, count) {
  const button = element(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-expanded": "false",
      onclick: () => {
        rest.hidden = !rest.hidden;
        setAttribute(button, "aria-expanded", String(!rest.hidden));
        button.textContent = rest.hidden ? t("indicator.more", { count }) : t("indicator.fewer");
      },
    },
    t("indicator.more", { count }),
  );
  return count ? button : null;
}
