// @ts-check
// What a debrief page is given: its meta, its words, and the course of the flight once it has been flown again.

import { Words } from "../cockpit/words.js";

/** @typedef {ReturnType<typeof pageOf>} Page */
/** @typedef {Record<string, (number | null)[]>} Columns */
/**
 * @typedef {{scan: number, hour: number, kind: string, name: string, label: string, priority: string | null,
 *            who: string}} Happening
 * @typedef {{scans: number[], hours: number[], tags: Columns, truth: Columns, samples: any[], malfunctions: any[],
 *            phases: any[], events: Happening[], remarks: string[]}} Course
 */

export class Unanswered extends Error {
  /** @param {string} key @param {import("../cockpit/words.js").Params} [params] */
  constructor(key, params = {}) {
    super(key);
    this.key = key;
    this.params = params;
  }
}

export function pageOf() {
  const data = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "null");
  const meta = data("deck-meta");
  const words = new Words(data("deck-words"), meta.language);
  return {
    meta,
    t: (key, /** @type {import("../cockpit/words.js").Params} */ params = {}) => words.say(key, params),
    number: (value, /** @type {number} */ decimals = 0) => words.number(value, decimals),
    hour: (hour) => words.hour(hour),
  };
}

/**
 * @param {string} url
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {Unanswered} with the key of the sentence that says why
 */
export async function fetched(url, signal) {
  const response = await fetch(url, { signal, credentials: "same-origin", headers: { Accept: "application/json" } });
  const isData = response.headers.get("Content-Type")?.startsWith("application/json");
  if (!isData) throw new Unanswered("debrief.not-loaded");
  const document = await response.json();
  if (!response.ok) throw new Unanswered(document.key, document.params);
  return document;
}

/**
 * The course of the flight; until it is there every `[data-progress]` says so, and after a fault why it is not.
 * @param {Page} page
 * @returns {Promise<Course | null>}
 */
export async function course({ meta, t }) {
  const places = [...document.querySelectorAll("[data-progress]")];
  for (const place of places) place.textContent = t("debrief.flying-again");
  try {
    const found = await fetched(meta.telemetryUrl);
    for (const place of places) place.remove();
    return found;
  } catch (error) {
    const [key, params] = error instanceof Unanswered ? [error.key, error.params] : ["debrief.not-loaded", {}];
    for (const place of places) place.textContent = t(key, params);
    if (!(error instanceof Unanswered)) console.error(error);
    return null;
  }
}
