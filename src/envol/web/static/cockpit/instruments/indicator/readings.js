// @ts-check
// What a tag shows now: its value, the sign of its alarm (shape, number and colour say the priority), its quality, and
// which tags belong together with it.

import { element, setAttribute, setText } from "../../element.js";
import { standing, symbol } from "../alarms/priority.js";

/** The topics of what a reading shows. */
export const READING = "frame settings alarms connected mode";

/** @type {Record<string, string>} */
const STATES = {
  unacknowledged: "indicator.unacknowledged",
  acknowledged: "indicator.acknowledged",
  "returned-unacknowledged": "indicator.returned-unacknowledged",
};
/** @type {Record<string, string>} */
const QUALITIES = {
  none: "indicator.quality-none",
  stale: "indicator.quality-stale",
  late: "indicator.quality-late",
  manual: "indicator.quality-manual",
};

/**
 * Show the worst standing alarm, and say it to whoever does not see it.
 * @param {any} place @param {{state: string, priority: any, title: string}[]} alarms @param {(key: string, params?: any) => string} t
 */
export function showSign(place, alarms, t) {
  const worst = alarms[0];
  const what = worst ? `${worst.priority} ${worst.state} ${alarms.length}` : "";
  if (place.dataset.what === what) return;
  place.dataset.what = what;
  if (!worst) return place.replaceChildren();
  const sentence = t("indicator.alarm", { title: worst.title, state: t(STATES[worst.state]) });
  const sign = element("span.sign", { "data-priority": worst.priority, "data-state": worst.state }, symbol(worst.priority));
  place.replaceChildren(sign, element("span.unseen", sentence));
}

/** What no longer arrives gives no sign of its own: look for it so often. */
export const QUIET_MS = 2000;
const STALE_MS = 5000;
const LATE_MS = 2000;

/** What a tag shows now, with its set-point. @param {any} deck @param {any} tag @param {boolean} [whole] with the alarms of its whole loop */
export const readingOf = (deck, { tag, control }, whole = true) => ({
  value: deck.store.value(tag),
  setpoint: setpointOf(deck, control),
  quality: qualityOf(deck.store, tag, control),
  alarms: standingAlarms(deck, (other) => (whole && control ? loopOf(other) === loopOf(tag) : other === tag)),
});

/** @param {any} store @param {string} tag @param {any} control its loop @returns {string} "" where nothing is to be said */
function qualityOf(store, tag, control) {
  const { frame, connected, state } = store;
  if (store.value(tag) === null) return "none";
  if (!connected) return "stale";
  const moves = !state.mode.frozen && !state.mode.ended;
  if (moves && performance.now() - frame.received > STALE_MS) return "stale";
  if (moves && frame.late > LATE_MS) return "late";
  return control?.mode && state.settings[control.mode] === 0 ? "manual" : "";
}

/** @param {any} place @param {string} quality @param {(key: string, params?: any) => string} t */
export function showQuality(place, quality, t) {
  setAttribute(place, "data-quality", quality);
  setText(place, quality && t(QUALITIES[quality]));
}

/* ISA-5.1: the elements of one loop share their first letter and their number, and a D after the first letter says
 * "difference". So AIC-101, AY-101 (its output) and ADI-101 (its deviation) are one loop. */
const FORM = /^(?:.*-)?([A-Z])([A-Z]+)-(\d+[A-Z]?)$/;

/** @typedef {{alarm: string, condition: string, limit: number, priority: string, relative?: boolean}} Limit */

/** @param {string} tag */
export function loopOf(tag) {
  const [, first, , number] = FORM.exec(tag) ?? [tag, tag, "", ""];
  return first + number;
}

/** @param {string} tag @returns {string} D a difference, Y a computed output, Q a total, I or C a reading */
export const functionOf = (tag) => FORM.exec(tag)?.[2][0] ?? "";

/** @param {any} meta @param {string} tag @returns {any[]} the tags of its loop, itself first */
export function familyOf(meta, tag) {
  const same = meta.tags.filter((one) => loopOf(one.tag) === loopOf(tag));
  return same.sort((a, b) => Number(b.tag === tag) - Number(a.tag === tag));
}

/** A deviation's limits lie around the set-point: on the loop's own scale they move with it.
 * @param {any} meta @param {any} tag @returns {Limit[]} */
export function limitsOf(meta, tag) {
  const own = tag.limits ?? [];
  if (!tag.control) return own;
  const around = familyOf(meta, tag.tag)
    .filter((one) => functionOf(one.tag) === "D")
    .flatMap((one) => one.limits ?? []);
  return [...own, ...around.map((limit) => ({ ...limit, relative: true }))];
}

/** @param {Limit} limit @param {number | null} setpoint @returns {number | null} where it lies now */
export const placeOf = ({ limit, relative }, setpoint) => (!relative ? limit : setpoint === null ? null : setpoint + limit);

/** @param {any} deck @param {any} control of a tag @returns {number | null} */
export const setpointOf = ({ store }, control) => store.state.settings[control?.setpoint] ?? null;

/** @param {any} deck @param {(tag: string) => boolean} concerned @returns {any[]} with their definitions, worst first */
export const standingAlarms = (deck, concerned) => standing(deck).filter(({ tag }) => concerned(tag));
