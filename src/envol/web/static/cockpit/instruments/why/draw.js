// @ts-check
// A waterfall: what each term of a balance adds or takes, from nothing to the whole rate.

import { element } from "../../element.js";

/** @typedef {{state: string, unit: string, rate: number, terms: {name: string, value: number, share: number}[], hidden?: number}} Why */

/**
 * @param {HTMLElement} host
 * @param {{t: (key: string, params?: any) => string, number: (value: any, decimals?: number) => string,
 *          title?: string, terms?: Record<string, string>}} words what the state and its terms are called
 * @param {Why} data
 */
export function drawWhy(host, { t, number, title, terms = {} }, data) {
  const steps = stepsOf(data);
  const sums = [0, ...steps.map((step) => step.to), data.rate];
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  const share = (value) => (high > low ? (value - low) / (high - low) : 0);
  const decimals = decimalsOf(Math.max(...data.terms.map((term) => Math.abs(term.value)), Math.abs(data.rate)));
  const signed = (value) => (value > 0 ? "+" : "") + number(value, decimals);
  const row = (step) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", text: terms[step.name] ?? step.name }),
      element("td", { class: "why-number", text: signed(step.value) }),
      element("td", { class: "why-number", text: t("why.percent", { share: number(100 * step.share, 0) }) }),
      bar(share(step.from), share(step.to), share(0), step.value < 0 ? "down" : "up"),
    );
  const head = ["why.term", "why.value", "why.share"].map((key) => element("th", { scope: "col", text: t(key, { unit: data.unit }) }));
  const sum = element(
    "tr",
    { class: "why-sum" },
    element("th", { scope: "row", text: t(data.hidden ? "why.sum-shown" : "why.sum") }),
    element("td", { class: "why-number", text: signed(data.rate) }),
    element("td", {}),
    bar(share(0), share(data.rate), share(0), "sum"),
  );
  host.replaceChildren(
    element(
      "table",
      { class: "why-table" },
      element("caption", { text: t("why.caption", { title: title ?? data.state, rate: signed(data.rate), unit: data.unit }) }),
      element("thead", {}, element("tr", {}, ...head, element("td", {}))),
      element("tbody", {}, ...steps.map(row), sum),
    ),
  );
  if (data.hidden) host.append(element("p", { class: "why-hidden", text: t("why.hidden", { count: data.hidden }) }));
}

/** Where each bar begins and ends, the largest term first. @param {Why} data */
export function stepsOf({ terms }) {
  let to = 0;
  return [...terms].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map((term) => ({ ...term, from: to, to: (to += term.value) }));
}

/** Three significant figures of the largest. @param {number} largest */
const decimalsOf = (largest) => (largest > 0 ? Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(largest)))) : 0);

/** @param {number} from @param {number} to @param {number} zero @param {string} kind */
function bar(from, to, zero, kind) {
  const [body, axis] = [element("i", { class: "why-bar", "data-kind": kind }), element("i", { class: "why-zero" })];
  body.style.left = `${100 * Math.min(from, to)}%`;
  body.style.width = `${100 * Math.abs(to - from)}%`;
  axis.style.left = `${100 * zero}%`;
  return element("td", { class: "why-track", "aria-hidden": "true" }, element("span", {}, body, axis));
}
