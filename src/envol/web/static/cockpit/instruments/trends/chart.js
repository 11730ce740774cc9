// @ts-check
// One chart of the past: lines over time, with what they are judged by. It knows data and words, not the deck.

import uPlot from "../../../vendor/uplot/uPlot.esm.min.js";
import { button, element, setText, svg, toggle } from "../../element.js";
import { split } from "../../words.js";
import { DASHES, overlay, paletteOf, shade, SHAPES } from "./paint.js";
import { tableOf } from "./table.js";

/** @typedef {{key: string, title: string, unit: string, decimals: number, name?: string, normal?: [number, number]}} Line */
/** @typedef {{hour: number, kind: "deed" | "sample" | "alarm", label: string, priority?: string}} Mark */
/** @typedef {{value: number, condition: string}} Limit */
/** @typedef {{hours: number[], values: (number | null)[]}} Points */
/** @typedef {{hours: number[], columns: (number | null)[][], points?: Points[], marks?: Mark[], limits?: Limit[],
 *            window: [number, number], at?: number | null}} Data `at`: the hour under a replay's play head */
/**
 * @typedef {{title: string, lines: Line[], points?: Line[], height?: number, sync?: string,
 *            t: (key: string, params?: any) => string, number: (value: any, decimals?: number) => string,
 *            hour: (hour: number) => string, pick?: (key: string) => void, seek?: (hour: number) => void,
 *            group?: string, tools?: Node[]}} Spec
 * All lines and points of a chart have one unit. `pick`: a legend entry is pressed; `seek`: an hour of the drawing is.
 */

/** @typedef {{data: Data, colours: () => import("./paint.js").Palette, spec: Spec, points: Line[]}} Chart */

const HEIGHT = 190;
const STEPS = [1 / 60, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 96, 168];
const FONT = '12px system-ui, "Liberation Sans", sans-serif';

/** @param {HTMLElement} host @param {Spec} spec */
export function makeChart(host, spec) {
  /** @type {Chart} */
  const chart = { data: { hours: [], columns: spec.lines.map(() => []), window: [0, 1] }, colours: paletteOf, spec, points: spec.points ?? [] };
  const legend = legendOf(chart);
  const [area, page] = [element("div.chart-area"), element("div.chart-table", { hidden: true, tabindex: 0 })];
  const tell = () => page.replaceChildren(...(page.hidden ? [] : tableOf(chart)));
  const figures = toggle(spec.t("trends.table"), (on) => {
    page.hidden = !on;
    tell();
  });
  const root = element("figure.chart",
    element("figcaption", legend.title, element("span.chart-tools", figures, spec.tools ?? [])), legend.list, area, page);
  host.append(root);
  const plot = new /** @type {any} */ (uPlot)(optionsOf(chart, area, legend.show), aligned(chart), area);
  if (spec.seek) plot.over.addEventListener("click", () => spec.seek?.(plot.posToVal(plot.cursor.left, "x")));
  const resize = () => {
    const size = sizeOf(area, spec);
    if (size.width !== plot.width || size.height !== plot.height) plot.setSize(size);
  };
  const resizing = new ResizeObserver(resize);
  resizing.observe(area);
  return {
    element: root,
    /** @param {Data} data */
    draw(data) {
      const newer = data.hours !== chart.data.hours;
      chart.data = data;
      plot.setData(aligned(chart));
      legend.show(plot);
      if (newer && document.activeElement !== page) tell(); // who reads the table keeps it
    },
    /** @param {number} height */
    setHeight(height) {
      spec.height = height;
      resize();
    },
    destroy() {
      resizing.disconnect();
      plot.destroy();
      root.remove();
    },
  };
}

/** @param {HTMLElement} area @param {Spec} spec */
const sizeOf = (area, { height = HEIGHT }) => ({ width: Math.max(160, Math.floor(area.clientWidth)), height });

/** What uPlot takes: the hours and the lines; assay results are drawn over. @param {Chart} chart @returns {any} */
function aligned({ data: { hours, columns, window } }) {
  return hours.length ? [hours, ...columns, []] : [window, ...columns.map(() => [null, null]), [null, null]];
}

/** @param {Chart} chart @param {HTMLElement} area @param {(u: any) => void} hover @returns {any} */
function optionsOf(chart, area, hover) {
  const { spec, colours } = chart;
  const line = ({ title: label }, i) => ({
    label, dash: DASHES[i % DASHES.length], points: { show: false }, width: i ? 1.5 : 2, stroke: () => colours()[i % 2 ? "soft" : "value"],
  });
  return {
    ...sizeOf(area, spec),
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: spec.sync ? { key: spec.sync, scales: ["x", null] } : undefined },
    scales: { x: { time: false, range: () => chart.data.window }, y: { range: (_, low, high) => rangeOf(chart, low, high) } },
    series: [{}, ...spec.lines.map(line), { paths: () => null, points: { show: false } }], // the last: a scale needs a series
    axes: axesOf(chart),
    hooks: { drawClear: [shade(chart)], draw: [overlay(chart)], setCursor: [hover] },
  };
}

/** The normal band and the limits stay in sight: a scale that follows the data hides how far it has gone.
 * @param {Chart} chart @param {number | null} low @param {number | null} high @returns {[number, number]} */
function rangeOf({ data, spec }, low, high) {
  const [from, to] = data.window;
  const results = (data.points ?? []).flatMap(({ hours, values }) => values.filter((_, k) => hours[k] >= from && hours[k] <= to));
  const fixed = [...spec.lines.flatMap(({ normal }) => normal ?? []), ...(data.limits ?? []).map(({ value }) => value)];
  const all = /** @type {number[]} */ ([low, high, ...results, ...fixed].filter(Number.isFinite));
  if (!all.length) return [0, 1];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const pad = 0.06 * (most - least) || Math.abs(most) * 0.1 || 1;
  return [least >= 0 && least < pad ? 0 : least - 2 * pad, most + pad]; // the marks lie at the bottom
}

/** The hours, and the values with their unit. @param {Chart} chart */
function axesOf({ spec, points, colours }) {
  const { t, number, lines } = spec;
  const hourOf = (hour, step) => {
    const { day, time } = split(hour);
    return step >= 24 || time === "00:00" ? t("trends.day", { day: String(day) }) : time;
  };
  const valueOf = (value, step) => number(value, Math.max(0, Math.min(3, -Math.floor(Math.log10(step) + 1e-9))));
  const axis = (written, options) => ({
    font: FONT,
    stroke: () => colours().soft,
    ticks: { show: false },
    grid: { stroke: () => colours().grid, width: 1 },
    values: (_, at, __, ___, step) => at.map((value) => written(value, step)),
    ...options,
  });
  return [
    axis(hourOf, { size: 28, gap: 6, space: 56, incrs: STEPS }),
    axis(valueOf, { label: [...lines, ...points][0]?.unit || " ", labelSize: 18, labelGap: 0, labelFont: FONT, size: 46, gap: 3, space: 34 }),
  ];
}

/** What each line is, and what it shows now or under the cursor; a line that is alone is the chart's title. @param {Chart} chart */
function legendOf(chart) {
  const { spec, points } = chart;
  const { lines, number, pick, hour } = spec;
  const entries = [...lines, ...points];
  const alone = entries.length === 1;
  const values = entries.map(() => element("b"));
  const when = element("span.chart-when");
  const items = entries.map(({ key, title, name, unit }, i) => {
    const words = [
      alone ? null : swatch(i, lines.length), element(alone ? "strong" : "span", title), name ? element("small", name) : null, values[i], unit,
    ];
    const spaced = words.flatMap((word) => (word ? [word, " "] : []));
    return pick && i < lines.length ? button(spaced, () => pick(key), { class: "chart-key" }) : element("span.chart-key", spaced);
  });
  /** @param {any} u */
  const show = ({ cursor: { idx } }) => {
    const { data } = chart;
    const upTo = (hours, until) => hours.findLastIndex((one) => one <= until);
    const under = idx ?? (data.at === undefined ? null : upTo(data.hours, data.at));
    const i = under ?? data.hours.length - 1;
    const known = under !== null && data.hours[i] !== undefined;
    setText(when, known ? hour(data.hours[i]) : "");
    entries.forEach(({ decimals }, k) => {
      const found = data.points?.[k - lines.length];
      const shown = found ? found.values[upTo(found.hours, known ? data.hours[i] : Infinity)] : data.columns[k]?.[i];
      setText(values[k], number(shown, decimals));
    });
  };
  return {
    title: element("span", alone ? items[0] : element("strong", spec.title), " ", element("small.chart-group", spec.group ?? ""), " ", when),
    list: alone ? "" : element("ul.chart-legend", items.map((item) => element("li", item))),
    show,
  };
}

/** @param {number} i @param {number} lines how many of the entries are lines; the others are assay results */
function swatch(i, lines) {
  const point = i >= lines;
  const drawn = point
    ? { d: SHAPES[(i - lines) % SHAPES.length] }
    : { d: "M0 6H30", "data-soft": i % 2 === 1, "stroke-dasharray": DASHES[i % DASHES.length].join(" ") || null };
  return svg(point ? "svg.swatch.swatch-point" : "svg.swatch", { viewBox: point ? "-8 -8 16 16" : "0 0 30 12", "aria-hidden": "true" }, svg("path", drawn));
}
