// @ts-check
// A moving analogue indicator: normal band, limits, set-point and pointer on one bar.

import { element, setText } from "../../element.js";
import { limitsOf, placeOf, readingOf, showQuality, showSign } from "./readings.js";

const MARGIN = 0.6; // of the normal band, shown on either side of it

/**
 * The part of the range worth looking at: the instrument's whole range would make the normal band a hair.
 * @param {any} tag @param {import("./readings.js").Limit[]} limits
 */
function scaleOf({ normal: [low, high], range: [least, most] }, limits) {
  const around = MARGIN * (high - low);
  const ends = limits.map(({ limit, relative }) => limit + (relative ? (limit < 0 ? low : high) : 0));
  return {
    low: Math.max(least, Math.min(low - around, ...ends.map((end) => end - around / 4))),
    high: Math.min(most, Math.max(high + around, ...ends.map((end) => end + around / 4))),
  };
}

/** @param {any} deck @param {any} tag @param {() => void} [open] what it does as a button
 * @param {boolean} [whole] whether it tells of the alarms of its whole loop */
export function gaugeOf(deck, tag, open, whole = true) {
  const limits = limitsOf(deck.meta, tag);
  const scale = scaleOf(tag, limits);
  const share = (value) => (value === null ? null : Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low))));
  const shown = (value) => deck.number(value, tag.decimals);
  const normal = { low: shown(tag.normal[0]), high: shown(tag.normal[1]), unit: tag.unit };
  const [band, setpoint, pointer] = ["band", "setpoint", "pointer"].map((name) => element(`i.gauge-${name}`));
  const marks = limits.map((limit) => element("i.gauge-limit", { "data-side": limit.condition.includes("low") ? "low" : "high" }));
  const [value, quality, signs] = [element("b"), element("span.quality"), element("span.gauge-signs")];
  const [from, to] = /** @type {number[]} */ (tag.normal.map(share));
  band.style.left = `${100 * from}%`;
  band.style.width = `${100 * (to - from)}%`;
  const update = () => {
    const now = readingOf(deck, tag, whole);
    setText(value, shown(now.value));
    move(pointer, share(now.value));
    pointer.dataset.beyond = now.value === null ? "" : now.value > scale.high ? "high" : now.value < scale.low ? "low" : "";
    move(setpoint, share(now.setpoint));
    limits.forEach((limit, i) => move(marks[i], share(placeOf(limit, now.setpoint))));
    showQuality(quality, now.quality, deck.t);
    showSign(signs, now.alarms, deck.t);
  };
  const end = (bound) => element("span", { "aria-hidden": "true" }, shown(bound));
  const root = element(open ? "button.gauge" : "div.gauge", { type: open ? "button" : null, "data-tag": tag.tag }, open ? { onclick: open } : null,
    element("span.gauge-title", tag.title, " ", element("small", tag.tag)), signs,
    element("span.gauge-reading", value, " ", element("span.gauge-unit", tag.unit), " ", quality),
    element("span.gauge-bar", { "aria-hidden": "true" }, band, marks, setpoint, pointer),
    element("span.gauge-ends", end(scale.low), element("span.unseen", deck.t("indicator.normal", normal)), end(scale.high)));
  return { element: root, update };
}

/** A mark is as wide as its bar, so that a share of itself is a share of the bar: only its transform changes.
 * @param {any} mark @param {number | null} share */
function move(mark, share) {
  const moved = share === null ? "" : `translateX(${(100 * share).toFixed(2)}%)`;
  if (mark.style.transform !== moved) mark.style.transform = moved;
  if (mark.hidden !== (share === null)) mark.hidden = share === null;
}
