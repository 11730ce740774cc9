// @ts-check
// A waterfall: what each term of a balance adds or takes, from nothing to the whole rate.

import { element, row, table } from "../../element.js";

/** @typedef {{state: string, unit: string, rate: number, terms: {name: string, value: number, share: number}[], hidden?: number}} Why */

/**
 * @param {HTMLElement} host
 * @param {{t: (key: string, params?: any) => string, number: (value: any, decimals?: number) => string,
 *          title?: string, terms?: Record<string, string>}} words what the state and its terms are called
 * @param {Why} data
 */
export function drawWhy(host, { t, number, title, terms = {} }, data) {
  const { unit, rate, hidden } = data;
  const steps = stepsOf(data);
  const sums = [0, ...steps.map(({ to }) => to), rate];
  const [low, high] = [Math.min(...sums), Math.max(...sums)];
  const share = (value) => (high > low ? (value - low) / (high - low) : 0);
  const decimals = decimalsOf(Math.max(...steps.map(({ value }) => Math.abs(value)), Math.abs(rate)));
  const signed = (value) => (value > 0 ? "+" : "") + number(value, decimals);
  const cell = (text) => element("td.why-number", text);
  const track = (from, to, kind) => bar(share(from), share(to), share(0), kind);
  const rows = steps.map((step) =>
    row(terms[step.name] ?? step.name, cell(signed(step.value)), cell(t("why.percent", { share: number(100 * step.share) })),
      track(step.from, step.to, step.value < 0 ? "down" : "up")));
  const sum = row(t(hidden ? "why.sum-shown" : "why.sum"), cell(signed(rate)), element("td"), track(0, rate, "sum"));
  sum.className = "why-sum";
  const heads = ["why.term", "why.value", "why.share"].map((key) => t(key, { unit }));
  const figures = table([...heads, ""], element("tbody", rows, sum), t("why.caption", { title: title ?? data.state, rate: signed(rate), unit }));
  figures.className = "why-table";
  host.replaceChildren(figures);
  if (hidden) host.append(element("p.why-hidden", t("why.hidden", { count: hidden })));
}

/** Where each bar begins and ends, the largest term first. @param {Why} data */
function stepsOf({ terms }) {
  let to = 0;
  return [...terms].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).map((term) => ({ ...term, from: to, to: (to += term.value) }));
}

/** Three significant figures of the largest. @param {number} largest */
const decimalsOf = (largest) => (largest > 0 ? Math.min(9, Math.max(0, 2 - Math.floor(Math.log10(largest)))) : 0);

/** @param {number} from @param {number} to @param {number} zero @param {string} kind */
function bar(from, to, zero, kind) {
  const [body, axis] = [element("i.why-bar", { "data-kind": kind }), element("i.why-zero")];
  body.style.left = `${100 * Math.min(from, to)}%`;
  body.style.width = `${100 * Math.abs(to - from)}%`;
  axis.style.left = `${100 * zero}%`;
  return element("td.why-track", { "aria-hidden": "true" }, element("span", body, axis));
}
