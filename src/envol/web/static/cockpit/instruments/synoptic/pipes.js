// @ts-check
// The drawing behind the pieces: vessel, level, foam, jacket, impellers, and one pipe from each piece to the vessel.

import { svg } from "../../element.js";
import { kindOf } from "./pieces.js";

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box in pixels of the drawing */

/** @param {Box} box of the vessel: its straight wall and its two heads */
export function vesselPath({ left, right, top, bottom }) {
  const head = (bottom - top) * 0.1;
  const arc = (/** @type {number} */ y, /** @type {number} */ x, /** @type {number} */ by) => `C${x === right ? left : right} ${y + by} ${x} ${y + by} ${x} ${y}`;
  return `M${left} ${top + head}${arc(top + head, right, -1.33 * head)}V${bottom - head}${arc(bottom - head, left, 1.33 * head)}Z`;
}

/** @param {SVGElement} drawing @param {Box} box @param {{shown: any, box: Box}[]} groups */
export function draw(drawing, box, groups) {
  const inner = vesselPath(box);
  const clip = svg("clipPath", { id: "synoptic-inside" }, svg("path", { d: inner }));
  const height = box.bottom - box.top;
  const fluid = (/** @type {string} */ name) => svg("rect", { class: name, x: box.left, y: box.top, width: box.right - box.left, height });
  const [liquid, foam] = [fluid("liquid"), fluid("foam")];
  drawing.replaceChildren(clip,
    ...groups.map(({ shown, box: from }, i) => pipe(shown, from, box, i, groups.slice(0, i).filter((one) => one.shown.piece === shown.piece).length)).filter((one) => one !== null),
    svg("path", { class: "jacket-wall", d: jacketPath(box) }),
    svg("path", { class: "vessel-back", d: inner }),
    svg("g", { "clip-path": "url(#synoptic-inside)" }, foam, liquid),
    svg("path", { class: "impeller", d: impellerPath(box) }),
    svg("path", { class: "vessel-wall", d: inner }));
  return { liquid, foam, height };
}

/** @param {Box} box */
function jacketPath({ left, right, top, bottom }) {
  const [height, gap] = [bottom - top, 8];
  return vesselPath({ left: left - gap, right: right + gap, top: top + 0.3 * height, bottom: bottom + gap }).replace(/C[^V]*V/, `M${right + gap} ${top + 0.4 * height}V`);
}

/** @param {Box} box a motor, a shaft, two turbines: they do not turn, the word beside says whether they do */
function impellerPath({ left, right, top, bottom }) {
  const [middle, height, arm] = [(left + right) / 2, bottom - top, (right - left) * 0.17];
  const turbine = (/** @type {number} */ y) => `M${middle - arm} ${y - 8}v16h${arm * 0.7}v-16zM${middle + arm} ${y - 8}v16h${-arm * 0.7}v-16zM${middle - arm * 0.3} ${y}h${arm * 0.6}`;
  return `M${middle} ${top - 14}V${top + 0.84 * height}${turbine(top + 0.6 * height)}${turbine(top + 0.84 * height)}M${middle - 12} ${top - 14}v-14h24v14z`;
}

/** A pipe goes straight, rises or falls once, and goes straight again; each turns at its own place, so that none cross.
 * @param {any} shown @param {Box} from @param {Box} vessel @param {number} i its turn @param {number} nth of its kind */
function pipe(shown, from, vessel, i, nth) {
  const { side, meets, line } = kindOf(shown);
  if (!line || (side !== "in" && side !== "out")) return null;
  const height = vessel.bottom - vessel.top;
  const head = 0.1 * height;
  const y = vessel.top + head + (meets + 0.07 * nth) * (height - 2 * head);
  const start = { x: side === "in" ? from.right : from.left, y: (from.top + from.bottom) / 2 };
  const above = meets < 0;
  const end = above ? (vessel.left + vessel.right) / 2 + (vessel.right - vessel.left) * 0.22 : side === "in" ? vessel.left : vessel.right;
  const room = Math.abs((side === "in" ? vessel.left : vessel.right) - start.x) - 30;
  const falls = side === "in" ? start.y < y : start.y > y;
  const turn = 12 + (room * ((i % 7) + 0.5)) / 7;
  const x = side === "in" ? start.x + (falls ? room - turn + 24 : turn) : start.x - (falls ? turn : room - turn + 24);
  const path = above ? `M${end} ${y}V${Math.min(start.y, vessel.top - 10)}H${x}V${start.y}H${start.x}` : `M${start.x} ${start.y}H${x}V${y}H${end}`;
  const [tip, at] = side === "in" ? [end, y] : [start.x, start.y];
  const arrow = line === "signal" ? null : svg("path", { class: "arrow", d: `M${tip} ${at}l-9-5v10z` });
  return svg("g", { class: `line ${line}` }, svg("path", { class: "run", d: path }), ...(arrow ? [arrow] : []));
}
