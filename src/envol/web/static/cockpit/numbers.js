// @ts-check
// Numbers as hands write them: a text field, for a numeric one takes no French comma on an English machine.

import { element } from "./element.js";

/** @param {string} text @param {string} language @returns {number} NaN where it is none, or could be two */
export function parsed(text, language) {
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, "")
    .replace("−", "-");
  if (language === "en" && /^-?[1-9]\d{0,2}(,\d{3})+$/.test(plain)) return NaN; // 1,250: a thousand and more, or a comma?
  return plain === "" ? NaN : Number(plain.replace(",", "."));
}

/** @param {number | null | undefined} value @returns {number} its decimals, as far as they matter */
export const placesOf = (value) => String(Number((value ?? 0).toFixed(4))).split(".")[1]?.length ?? 0;

/** Without separators of thousands, so that it is read again as it was written.
 * @param {number | null | undefined} value @param {number} decimals at least @param {string} language */
export function written(value, decimals, language) {
  if (!Number.isFinite(value)) return "";
  const text = Number(value).toFixed(Math.max(decimals, placesOf(value)));
  return language === "en" ? text : text.replace(".", ",");
}

/**
 * A field whose arrows go up and down by a step.
 * @param {any} deck
 * @param {{value?: number | null, decimals?: number, step?: number, changed?: (stepped: boolean) => void,
 *          [attribute: string]: any}} what
 */
export function numberField({ meta: { language } }, { value = null, decimals = 0, step = 0, changed = () => {}, ...attributes }) {
  const oninput = () => changed(false);
  const input = element("input", { type: "text", inputmode: "decimal", autocomplete: "off", ...attributes, oninput, onkeydown: press });
  let last = value;
  const read = () => parsed(input.value, language);
  const write = (/** @type {number | null} */ value) => (input.value = written((last = value), decimals, language));
  const nudge = (/** @type {number} */ by) => {
    const from = read();
    write(Number(((Number.isFinite(from) ? from : (last ?? 0)) + by).toFixed(9)));
    changed(true);
  };
  /** @param {KeyboardEvent} event */
  function press(event) {
    const way = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!way || !step) return;
    event.preventDefault();
    nudge(way * step);
  }
  write(value);
  return { input, read, write, nudge };
}
