// @ts-check
// A moving analogue indicator: normal band, limits, set-point and pointer on one bar. It knows a tag, not the deck.

import { element, setText } from "../../element.js";
import { placeOf } from "./loops.js";
import { showQuality, showSign } from "./signs.js";

const MARGIN = 0.6; // of the normal band, shown on either side of it

/** @typedef {{t: (key: string, params?: any) => string, number: (value: any, decimals?: number) => string}} Words */

/**
 * The part of the range worth looking at: the instrument's whole range would make the normal band a hair.
 * @param {any} tag @param {import("./loops.js").Limit[]} limits
 */
export function scaleOf(tag, limits) {
  const [low, high] = tag.normal;
  const around = MARGIN * (high - low);
  const ends = limits.map((limit) => limit.limit + (limit.relative ? (limit.limit < 0 ? low : high) : 0));
  const beyond = ends.map((end) => [end - around / 4, end + around / 4]).flat();
  return {
    low: Math.max(tag.range[0], Math.min(low - around, ...beyond)),
    high: Math.min(tag.range[1], Math.max(high + around, ...beyond)),
  };
}

/**
 * @param {{tag: any, limits: import("./loops.js").Limit[], words: Words, open?: () => void}} spec
 */
export function makeGauge({ tag, limits, words, open }) {
  const scale = scaleOf(tag, limits);
  const share = (value) => Math.min(1, Math.max(0, (value - scale.low) / (scale.high - scale.low)));
  const shown = (value) => words.number(value, tag.decimals);
  const parts = partsOf(tag, words, scale);
  const marks = limits.map((limit) =>
    element("i", { class: "gauge-limit", "data-side": limit.condition.includes("low") ? "low" : "high" }),
  );
  parts.bar.append(...marks, parts.setpoint, parts.pointer);
  place(parts.band, share(tag.normal[0]), share(tag.normal[1]));
  const root = element(
    open ? "button" : "div",
    { class: "gauge", type: open ? "button" : null, "data-tag": tag.tag, onclick: () => open?.() },
    parts.title,
    parts.signs,
    parts.reading,
    parts.bar,
    parts.ends,
  );

  /** @param {{value: number | null, setpoint: number | null, quality: string, alarms: any[]}} now */
  const set = ({ value, setpoint, quality, alarms }) => {
    setText(parts.value, shown(value));
    move(parts.pointer, value === null ? null : share(value));
    parts.pointer.dataset.beyond = value === null ? "" : value > scale.high ? "high" : value < scale.low ? "low" : "";
    move(parts.setpoint, setpoint === null ? null : share(setpoint));
    limits.forEach((limit, i) => {
      const at = placeOf(limit, setpoint);
      move(marks[i], at === null ? null : share(at));
    });
    showQuality(parts.quality, quality, words.t);
    showSign(parts.signs, alarms, words.t);
  };
  return { element: root, set };
}

/** @param {any} tag @param {Words} words @param {{low: number, high: number}} scale */
function partsOf(tag, { t, number }, scale) {
  const shown = (value) => number(value, tag.decimals);
  const [value, quality] = [element("b", {}), element("span", { class: "quality" })];
  const band = element("i", { class: "gauge-band" });
  const normal = t("indicator.normal", { low: shown(tag.normal[0]), high: shown(tag.normal[1]), unit: tag.unit });
  return {
    value,
    quality,
    band,
    title: element("span", { class: "gauge-title" }, tag.title, " ", element("small", { text: tag.tag })),
    signs: element("span", { class: "gauge-signs" }),
    reading: element(
      "span",
      { class: "gauge-reading" },
      value,
      " ",
      element("span", { class: "gauge-unit", text: tag.unit }),
      " ",
      quality,
    ),
    bar: element("span", { class: "gauge-bar", "aria-hidden": "true" }, band),
    ends: element(
      "span",
      { class: "gauge-ends" },
      element("span", { "aria-hidden": "true", text: shown(scale.low) }),
      element("span", { class: "unseen", text: normal }),
      element("span", { "aria-hidden": "true", text: shown(scale.high) }),
    ),
    setpoint: element("i", { class: "gauge-setpoint" }),
    pointer: element("i", { class: "gauge-pointer" }),
  };
}

/** @param {any} band @param {number} from @param {number} to */
function place(band, from, to) {
  band.style.left = `${100 * from}%`;
  band.style.width = `${100 * (to - from)}%`;
}

/** A mark is as wide as its bar, so that a share of itself is a share of the bar: only its transform changes.
 * @param {any} mark @param {number | null} share */
function move(mark, share) {
  const moved = share === null ? "" : `translateX(${(100 * share).toFixed(2)}%)`;
  if (mark.style.transform !== moved) mark.style.transform = moved;
  if (mark.hidden !== (share === null)) mark.hidden = share === null;
}
