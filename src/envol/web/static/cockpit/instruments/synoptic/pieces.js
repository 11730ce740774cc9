// @ts-check
// The closed list of pieces: on which side of the vessel each stands, where its pipe meets it, and its symbol.

/** @typedef {{side: "in" | "out" | "top" | "under", meets: number, line?: "pipe" | "signal", symbol: string}} Kind */

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

/** `meets`: the height on the vessel, 0 at the top of its wall and 1 at its bottom. @type {Record<string, Kind>} */
export const KINDS = {
  "feed-bag": { side: "in", meets: 0.0, symbol: BAG },
  "feed-pump": { side: "in", meets: 0.02, line: "pipe", symbol: PUMP },
  "glucose-pump": { side: "in", meets: 0.08, line: "pipe", symbol: PUMP },
  "base-pump": { side: "in", meets: 0.14, line: "pipe", symbol: PUMP },
  "antifoam-pump": { side: "in", meets: 0.2, line: "pipe", symbol: PUMP },
  "gas-inlet": { side: "in", meets: 0.93, line: "pipe", symbol: VALVE },
  agitator: { side: "top", meets: 0, symbol: IMPELLER },
  vessel: { side: "under", meets: 0.5, symbol: VESSEL },
  sparger: { side: "under", meets: 0.93, symbol: BUBBLES },
  "load-cell": { side: "under", meets: 1, symbol: SCALE },
  vent: { side: "out", meets: -0.08, line: "pipe", symbol: FILTER },
  "foam-probe": { side: "out", meets: 0.08, line: "signal", symbol: PROBE },
  "probe-port": { side: "out", meets: 0.45, line: "signal", symbol: PROBE },
  jacket: { side: "out", meets: 0.65, line: "pipe", symbol: JACKET },
  "sample-port": { side: "out", meets: 0.82, line: "pipe", symbol: VALVE },
  "harvest-port": { side: "out", meets: 0.97, line: "pipe", symbol: VALVE },
};

/** @param {any} piece @returns {Kind} a piece that is not known stands among those on the right, without a pipe */
export const kindOf = (piece) => KINDS[piece.piece] ?? { side: "out", meets: 0.5, symbol: PROBE };

/** Whether a piece runs, from what it shows: a speed or a flow that is read, an output, or a flow that is set.
 * @param {any} deck @param {any} piece @returns {boolean | null} null where it neither runs nor stands */
export function runs(deck, { piece, tags, controls }) {
  if (!/pump|agitator|sparger/.test(piece)) return null;
  const read = tags.find((tag) => /^(?:.*-)?([SF][IC]+|AY)-/.test(tag));
  if (read) return (deck.store.value(read) ?? 0) > 0.01;
  const flows = deck.meta.controls.filter((one) => one.role === "flow" && controls.includes(one.name));
  return flows.length ? flows.some((one) => deck.store.state.settings[one.name] > 0) : null;
}
