// @ts-check
// The priorities of alarms, and the mark of each: a shape, a number and a colour, so that any one of them is enough.

import { svg } from "../../element.js";

/** The gravest first. */
const RANK = ["high", "medium", "low"];
/** @type {Record<string, string>} */
export const PRIORITIES = { high: "alarms.priority-high", medium: "alarms.priority-medium", low: "alarms.priority-low" };

/** @type {Record<string, [string, string, number]>} */
const SHAPES = {
  high: ["1", "M12 0 24 12 12 24 0 12Z", 17],
  medium: ["2", "M12 1 24 22.5H0Z", 20],
  low: ["3", "M12 1.5a10.5 10.5 0 1 0 0 21 10.5 10.5 0 1 0 0-21Z", 17],
};

/** @param {string} priority @returns {SVGElement} */
export function symbol(priority) {
  const [number, path, y] = SHAPES[priority];
  return svg("svg.alarm-symbol", { viewBox: "0 0 24 24", "data-priority": priority, "aria-hidden": "true" },
    svg("path", { d: path }), svg("text", { x: 12, y, "text-anchor": "middle" }, number));
}

/** @param {any} deck @returns {any[]} alarms with their definitions, the gravest first, then the latest */
export const standing = ({ alarms, store }) =>
  store.state.alarms
    .filter(({ name }) => alarms.has(name))
    .map((one) => ({ ...alarms.get(one.name), ...one }))
    .sort((a, b) => RANK.indexOf(a.priority) - RANK.indexOf(b.priority) || b.since - a.since);
