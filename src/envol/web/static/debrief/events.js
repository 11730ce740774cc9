// @ts-check
// The list of what happened: every entry moves the replay there; the kinds shown can be chosen.

import { element, remember, remembered, setText } from "../cockpit/element.js";
import { symbol } from "../cockpit/instruments/alarms/priority.js";

/** @type {Record<string, string>} */
const KINDS = {
  malfunction: "debrief.kind-malfunction",
  alarm: "debrief.kind-alarm",
  excursion: "debrief.kind-excursion",
  deed: "debrief.kind-deed",
  sample: "debrief.kind-sample",
  phase: "debrief.kind-phase",
  note: "debrief.kind-note",
};
const HIDDEN = "replay.hidden-kinds";

/**
 * @param {import("./page.js").Page} page
 * @param {import("./instant.js").Instant} instant
 * @param {{events: HTMLElement, kinds: HTMLElement, before: HTMLButtonElement, after: HTMLButtonElement,
 *          said: HTMLElement}} parts
 * @param {() => void} taken somebody chose an event
 */
export function mountEvents(page, instant, parts, taken) {
  const { t } = page;
  const all = instant.course.events;
  const hidden = new Set(remembered(HIDDEN, "").split(",").filter((kind) => kind in KINDS));
  const rows = all.map((one) => rowOf(page, one, () => go(one)));
  const shown = () => all.filter((one) => !hidden.has(one.kind));
  const go = (one, otherwise = "") => {
    taken();
    if (one) instant.seekScan(one.scan);
    else setText(parts.said, otherwise);
  };
  const filter = () => rows.forEach((row, i) => (row.hidden = hidden.has(all[i].kind)));
  parts.kinds.append(...choices(page, all, hidden, () => {
    remember(HIDDEN, [...hidden].join(","));
    filter();
  }));
  parts.events.append(...rows);
  filter();
  parts.before.disabled = parts.after.disabled = false;
  parts.before.addEventListener("click", () => {
    go(shown().findLast((one) => one.scan < instant.scan), t("debrief.no-event-before"));
  });
  parts.after.addEventListener("click", () => {
    go(shown().find((one) => one.scan > instant.scan), t("debrief.no-event-after"));
  });
  instant.on(() => setText(parts.said, happening(instant)));
  instant.on(() => {
    rows.forEach((row, i) => row.classList.toggle("to-come", all[i].scan > instant.scan));
    const last = all.findLastIndex((one) => one.scan <= instant.scan && !hidden.has(one.kind));
    follow(parts.events, rows[last]);
  });
}

/** What happens at this very instant; where nothing does, the phase. @param {import("./instant.js").Instant} instant */
function happening({ course, scan, hour }) {
  const now = course.events.filter((one) => one.scan === scan).map((one) => one.label);
  return now.length ? now.join(" · ") : (course.phases.findLast((one) => one.fromHour <= hour)?.title ?? "");
}

/** @param {import("./page.js").Page} page @param {import("./page.js").Happening} one @param {() => void} go */
function rowOf({ t, hour }, one, go) {
  const label = one.who ? t("debrief.by", { label: one.label, who: one.who }) : one.label;
  return element("li", { "data-kind": one.kind }, element("button", { type: "button", onclick: go },
    element("span", { class: "event-hour", text: hour(one.hour) }), " ",
    element("span", { class: "event-label" }, one.priority ? symbol(/** @type {any} */ (one.priority)) : null, label)));
}

/**
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Happening[]} all
 * @param {Set<string>} hidden
 * @param {() => void} changed
 */
function choices({ t }, all, hidden, changed) {
  const there = Object.keys(KINDS).filter((kind) => all.some((one) => one.kind === kind));
  return there.map((kind) => {
    const box = element("input", { type: "checkbox", checked: !hidden.has(kind), onchange: () => {
      if (box.checked) hidden.delete(kind);
      else hidden.add(kind);
      changed();
    } });
    return element("label", {}, box, " ", t(KINDS[kind]));
  });
}

/** Mark the last event that has come, and keep it in sight inside its list without moving the page.
 * @param {HTMLElement} list @param {HTMLElement | undefined} row */
function follow(list, row) {
  const before = list.querySelector("[aria-current]");
  if (before === row) return;
  before?.removeAttribute("aria-current");
  row?.setAttribute("aria-current", "true");
  const room = list.parentElement;
  if (!row || !room) return;
  const top = row.offsetTop - room.offsetTop;
  const bottom = top + row.offsetHeight;
  if (top < room.scrollTop || bottom > room.scrollTop + room.clientHeight) room.scrollTop = top - room.clientHeight / 2;
}
