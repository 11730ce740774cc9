// @ts-check
// A small picture of a profile over the batch: the draft, what is followed now, and the present hour.

import { setAttribute, setText, svg } from "../../element.js";

const [WIDTH, HEIGHT, EDGE] = [320, 110, 16];

/** @param {any} deck */
export function drawing(deck) {
  const { t, meta } = deck;
  const [low, high] = [svg("text", { x: 2, y: HEIGHT - 3 }), svg("text", { x: 2, y: 12 })];
  const [draft, followed, now] = ["draft", "followed", "now"].map((name) => svg("polyline", { class: `profile-${name}` }));
  const node = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, class: "profile-drawing", role: "img" },
    svg("rect", { x: 0, y: EDGE, width: WIDTH, height: HEIGHT - 2 * EDGE, class: "profile-room" }), now, followed, draft, low, high);
  const end = meta.startHour + meta.durationH;
  const x = (hour) => ((clamp(hour, meta.startHour, end) - meta.startHour) / meta.durationH) * WIDTH;
  return {
    node,
    /** @param {any} control @param {{hour: number, value: number}[]} points @param {[number, number][]} profile */
    draw(control, points, profile) {
      const y = (value) =>
        HEIGHT - EDGE - ((clamp(value, control.low, control.high) - control.low) / (control.high - control.low)) * (HEIGHT - 2 * EDGE);
      const place = (/** @type {number[]} */ [hour, value]) => `${x(hour).toFixed(1)},${y(value).toFixed(1)}`;
      const path = (/** @type {number[][]} */ pairs) => heldOut(pairs, meta.startHour, end).map(place).join(" ");
      const drawn = points.filter(({ hour, value }) => Number.isFinite(hour) && Number.isFinite(value)).map(({ hour, value }) => [hour, value]);
      setAttribute(draft, "points", path(drawn));
      setAttribute(followed, "points", path(profile));
      setAttribute(now, "points", `${x(deck.store.hour).toFixed(1)},${EDGE} ${x(deck.store.hour).toFixed(1)},${HEIGHT - EDGE}`);
      setText(low, deck.number(control.low, control.decimals));
      setText(high, `${deck.number(control.high, control.decimals)} ${control.unit}`);
      setAttribute(node, "aria-label", t("profiles.drawing", { name: control.title, points: points.length }));
    },
  };
}

/** @param {number[][]} pairs @param {number} start @param {number} end the first and last value hold outwards */
function heldOut(pairs, start, end) {
  if (!pairs.length) return [];
  return [[start, pairs[0][1]], ...pairs, [end, pairs[pairs.length - 1][1]]];
}

/** @param {number} value @param {number} low @param {number} high */
function clamp(value, low, high) {
  return Math.min(high, Math.max(low, value));
}
