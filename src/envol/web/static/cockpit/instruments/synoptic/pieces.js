// @ts-check
// The closed list of pieces: on which side of the vessel each stands, where its pipe meets it, and its symbol.

/** @typedef {"in" | "out" | "top" | "under"} Side */
/** `meets`: the height on the vessel, 0 at the top of its wall and 1 at its bottom.
 * @typedef {{side: Side, meets: number, symbol: string, line?: string}} Kind */

const PUMP = "M18 4a14 14 0 1 0 .01 0ZM11 10 29 18 11 26Z";
const BAG = "M10 4H26V8L30 13V29L26 32H10L6 29V13L10 8Z";
const FILTER = "M6 8H30V28H6ZM6 28 30 8";
const BUBBLES = "M4 27H32M8 21a3 3 0 1 0 .01 0ZM18 15a3 3 0 1 0 .01 0ZM27 20a3 3 0 1 0 .01 0ZM13 9a3 3 0 1 0 .01 0Z";
const VALVE = "M5 10 31 26V10L5 26Z";
const PROBE = "M18 4a9 9 0 1 0 .01 0ZM18 22V33";
const VESSEL = "M8 9Q18 1 28 9V28Q18 36 8 28Z";
const IMPELLER = "M18 3V30M8 24H16V32H8ZM20 24H28V32H20ZM13 3H23";
const JACKET = "M6 6V25Q18 38 30 25V6M11 6V23Q18 31 25 23V6";
const SCALE = "M4 29H32M10 29 13 14H23L26 29M9 14H27";

/** In the order of the drawing. @type {[string, Side, number, string, string?][]} */
const PIECES = [
  ["feed-bag", "in", 0, BAG],
  ["feed-pump", "in", 0.02, PUMP, "pipe"],
  ["glucose-pump", "in", 0.08, PUMP, "pipe"],
  ["base-pump", "in", 0.14, PUMP, "pipe"],
  ["antifoam-pump", "in", 0.2, PUMP, "pipe"],
  ["gas-inlet", "in", 0.93, VALVE, "pipe"],
  ["agitator", "top", 0, IMPELLER],
  ["vessel", "under", 0.5, VESSEL],
  ["sparger", "under", 0.93, BUBBLES],
  ["load-cell", "under", 1, SCALE],
  ["vent", "out", -0.08, FILTER, "pipe"],
  ["foam-probe", "out", 0.08, PROBE, "signal"],
  ["probe-port", "out", 0.45, PROBE, "signal"],
  ["jacket", "out", 0.65, JACKET, "pipe"],
  ["sample-port", "out", 0.82, VALVE, "pipe"],
  ["harvest-port", "out", 0.97, VALVE, "pipe"],
];
/** @type {Map<string, Kind>} */
const KINDS = new Map(PIECES.map(([name, side, meets, symbol, line]) => [name, { side, meets, symbol, line }]));

export const ORDER = [...KINDS.keys()];

/** @param {any} piece @returns {Kind} a piece that is not known stands among those on the right, without a pipe */
export const kindOf = ({ piece }) => KINDS.get(piece) ?? { side: "out", meets: 0.5, symbol: PROBE };

/** Whether a piece runs, from what it shows: a speed or a flow that is read, an output, or a flow that is set.
 * @param {any} deck @param {any} piece @returns {boolean | null} null where it neither runs nor stands */
export function runs({ store, controls: known }, { piece, tags, controls }) {
  if (!/pump|agitator|sparger/.test(piece)) return null;
  const read = tags.find((tag) => /^(?:.*-)?([SF][IC]+|AY)-/.test(tag));
  if (read) return store.value(read) > 0.01;
  const flows = controls.filter((name) => known.get(name).role === "flow");
  return flows.length ? flows.some((name) => store.state.settings[name] > 0) : null;
}
