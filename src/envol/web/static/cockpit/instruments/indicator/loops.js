// @ts-check
// Which tags belong together. ISA-5.1: the elements of one loop share their first letter and their number, and a D
// after the first letter says "difference". So AIC-101, AY-101 (its output) and ADI-101 (its deviation) are one loop.

import { RANK } from "../alarms/priority.js";

const FORM = /^(?:.*-)?([A-Z])([A-Z]+)-(\d+[A-Z]?)$/;

/** @typedef {{alarm: string, condition: string, limit: number, priority: string, relative?: boolean}} Limit */

/** @param {string} tag */
export function loopOf(tag) {
  const [, first, , number] = FORM.exec(tag) ?? [tag, tag, "", ""];
  return first + number;
}

/** @param {string} tag @returns {string} D a difference, Y a computed output, Q a total, I or C a reading */
export const functionOf = (tag) => FORM.exec(tag)?.[2][0] ?? "";

/** @param {any} meta @param {string} tag @returns {any[]} the tags of its loop, itself first */
export function familyOf(meta, tag) {
  const same = meta.tags.filter((one) => loopOf(one.tag) === loopOf(tag));
  return same.sort((a, b) => Number(b.tag === tag) - Number(a.tag === tag));
}

/** A deviation's limits lie around the set-point: on the loop's own scale they move with it.
 * @param {any} meta @param {any} tag @returns {Limit[]} */
export function limitsOf(meta, tag) {
  const own = tag.limits ?? [];
  if (!tag.control) return own;
  const around = familyOf(meta, tag.tag)
    .filter((one) => functionOf(one.tag) === "D")
    .flatMap((one) => one.limits ?? []);
  return [...own, ...around.map((limit) => ({ ...limit, relative: true }))];
}

/** @param {Limit} limit @param {number | null} setpoint @returns {number | null} where it lies now */
export const placeOf = (limit, setpoint) => (!limit.relative ? limit.limit : setpoint === null ? null : setpoint + limit.limit);

/** @param {any} deck @param {any} tag @returns {number | null} */
export const setpointOf = (deck, tag) => (tag.control ? (deck.store.state.settings[tag.control.setpoint] ?? null) : null);

/** @param {any} deck @param {(tag: string) => boolean} concerned @returns {any[]} with their definitions, worst first */
export function standingAlarms(deck, concerned) {
  const known = new Map(deck.meta.alarms.map((alarm) => [alarm.name, alarm]));
  return deck.store.state.alarms
    .map((one) => ({ ...known.get(one.name), ...one }))
    .filter((one) => one.tag && concerned(one.tag))
    .sort((a, b) => RANK.indexOf(a.priority) - RANK.indexOf(b.priority));
}
