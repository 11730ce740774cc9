// @ts-check
// The drawing behind the pieces: vessel, level, foam, jacket, impellers, and one pipe from each piece to the vessel.

import { svg } from "../../element.js";

/** @typedef {{left: number, right: number, top: number, bottom: number}} Box in pixels of the drawing */

/** @param {Box} box of the vessel: its straight wall and its two heads */
function vesselPath({ left, right, top, bottom }) {
  const head = (bottom - top) * 0.1;
  const arc = (y, x, by) => `C${x === right ? left : right} ${y + by} ${x} ${y + by} ${x} ${y}`;
  return `M${left} ${top + head}${arc(top + head, right, -1.33 * head)}V${bottom - head}${arc(bottom - head, left, 1.33 * head)}Z`;
}

/** @typedef {import("./pieces.js").Kind & {piece: string, box: Box}} Placed */

/** @param {SVGElement} drawing @param {Box} box @param {Placed[]} pieces */
export function draw(drawing, box, pieces) {
  const { left: x, top: y } = box;
  const [inner, width, height] = [vesselPath(box), box.right - x, box.bottom - y];
  const [liquid, foam] = ["liquid", "foam"].map((name) => svg(`rect.${name}`, { x, y, width, height }));
  const path = (name, d) => svg(`path.${name}`, { d });
  drawing.replaceChildren(
    svg("clipPath", { id: "synoptic-inside" }, path("inside", inner)),
    ...["in", "out"].flatMap((side) => pipes(pieces.filter((one) => one.side === side), side, box)),
    path("jacket-wall", jacketPath(box)),
    path("vessel-back", inner),
    svg("g", { "clip-path": "url(#synoptic-inside)" }, foam, liquid),
    path("impeller", impellerPath(box)),
    path("vessel-wall", inner),
  );
  return { liquid, foam, height };
}

/** @param {Box} box */
function jacketPath({ left, right, top, bottom }) {
  const [head, from, gap] = [(bottom - top) * 0.1, top + 0.45 * (bottom - top), 8];
  const [low, deep] = [bottom - head, 1.33 * head + gap];
  return `M${left} ${from}H${left - gap}V${low}C${left - gap} ${low + deep} ${right + gap} ${low + deep} ${right + gap} ${low}V${from}H${right}`;
}

/** @param {Box} box a motor, a shaft, two turbines: they do not turn, the word beside says whether they do */
function impellerPath({ left, right, top, bottom }) {
  const [middle, height, arm] = [(left + right) / 2, bottom - top, (right - left) * 0.17];
  const turbine = (y) =>
    `M${middle - arm} ${y - 8}v16h${arm * 0.7}v-16zM${middle + arm} ${y - 8}v16h${-arm * 0.7}v-16zM${middle - arm * 0.3} ${y}h${arm * 0.6}`;
  return `M${middle} ${top - 10}V${top + 0.84 * height}${turbine(top + 0.62 * height)}${turbine(top + 0.84 * height)}M${middle - 12} ${top - 10}v-14h24v14z`;
}

/** A pipe goes straight, rises or falls once, and goes straight again. Each turns at its own place and in the order
 * that keeps them from crossing: of those that rise, the lowest turns last; of those that fall, the highest.
 * @param {Placed[]} pieces of one side, from top to bottom @param {string} side @param {Box} vessel */
function pipes(pieces, side, vessel) {
  const height = vessel.bottom - vessel.top;
  const enters = side === "in";
  const wall = enters ? vessel.left : vessel.right;
  const drawn = pieces.filter(({ line }) => line).map(({ piece, meets, line, box }, i, all) => {
    const twins = all.slice(0, i).filter((one) => one.piece === piece).length;
    const y = vessel.top + height * (0.1 + 0.8 * (meets + 0.07 * twins));
    const [end, level] = [enters ? box.right : box.left, (box.top + box.bottom) / 2];
    const place = (i + 1) / (all.length + 1);
    const x = end + (wall - end) * (level > y ? place : 1 - place);
    if (enters) return pipe(line, `M${end} ${level}H${x}V${y}H${wall}`, wall, y);
    const above = `M${wall - 0.25 * (vessel.right - vessel.left)} ${vessel.top + 0.04 * height}V${vessel.top - 16}`;
    const from = meets < 0 ? above : `M${wall} ${y}`; // no template within a template: the minifier would lose its spaces
    return pipe(line, `${from}H${x}V${level}H${end}`, end, level);
  });
  const [bag, pump] = ["feed-bag", "feed-pump"].map((name) => pieces.find(({ piece }) => piece === name)?.box);
  return bag && pump ? [...drawn, pipe("pipe", `M${bag.left + 20} ${bag.bottom}V${pump.top}`)] : drawn;
}

/** @param {string | undefined} line @param {string} d @param {number} [x] of its tip @param {number} [y] */
const pipe = (line, d, x, y) =>
  svg(`g.line.${line}`, svg("path.run", { d }), line === "pipe" && x !== undefined ? svg("path.arrow", { d: `M${x} ${y}l-9-5v10z` }) : null);
