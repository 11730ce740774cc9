// @ts-check
// A small picture of a profile over the batch: the draft, what is followed now, and the present hour.

import { setAttribute, setText, svg } from "../../element.js";

const [WIDTH, HEIGHT, EDGE] = [320, 110, 16];

/** @param {any} deck */
export function drawing({ t, number, meta: { startHour: start, durationH }, store }) {
  const [low, high] = [HEIGHT - 3, 12].map((y) => svg("text", { x: 2, y }));
  const [draft, followed, now] = ["draft", "followed", "now"].map((name) => svg(`polyline.profile-${name}`));
  const room = svg("rect.profile-room", { x: 0, y: EDGE, width: WIDTH, height: HEIGHT - 2 * EDGE });
  const node = svg("svg.profile-drawing", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img" }, room, now, followed, draft, low, high);
  const end = start + durationH;
  return {
    node,
    /** @param {any} control @param {{hour: number, value: number}[]} points @param {[number, number][]} profile */
    draw(control, points, profile) {
      const place = (/** @type {number[]} */ [hour, value]) =>
        `${(share(hour, start, end) * WIDTH).toFixed(1)},${(HEIGHT - EDGE - share(value, control.low, control.high) * (HEIGHT - 2 * EDGE)).toFixed(1)}`;
      const line = (node, /** @type {number[][]} */ pairs) => setAttribute(node, "points", pairs.map(place).join(" "));
      const drawn = points.map(({ hour, value }) => [hour, value]).filter((pair) => pair.every(Number.isFinite));
      line(draft, heldOut(drawn, start, end));
      line(followed, heldOut(profile, start, end));
      line(now, [[store.hour, control.high], [store.hour, control.low]]);
      setText(low, number(control.low, control.decimals));
      setText(high, `${number(control.high, control.decimals)} ${control.unit}`);
      setAttribute(node, "aria-label", t("profiles.drawing", { name: control.title, points: points.length }));
    },
  };
}

/** @param {number[][]} pairs @param {number} start @param {number} end the first and last value hold outwards */
const heldOut = (pairs, start, end) => (pairs.length ? [[start, pairs[0][1]], ...pairs, [end, pairs[pairs.length - 1][1]]] : []);

/** @param {number} value @param {number} low @param {number} high */
const share = (value, low, high) => (Math.min(high, Math.max(low, value)) - low) / (high - low);
