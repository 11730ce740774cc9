// @ts-check
// The sign of an alarm (shape, number and colour say its priority) and the sign of a reading's quality.

import { element, setAttribute, setText } from "../../element.js";
import { symbol } from "../alarms/priority.js";

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
  const sign = element("span", { class: "sign", "data-priority": worst.priority, "data-state": worst.state }, symbol(worst.priority));
  place.replaceChildren(sign, element("span", { class: "unseen", text: sentence }));
}

/** What no longer arrives gives no sign of its own: look for it so often. */
export const QUIET_MS = 2000;
const STALE_MS = 5000;
const LATE_MS = 2000;

/** @param {any} store @param {string} tag @param {any} [control] its loop @returns {string} "" where nothing is to be said */
export function qualityOf(store, tag, control) {
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
