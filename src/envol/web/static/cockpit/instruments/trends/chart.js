// @ts-check
// One chart of the past: lines over time, with what they are judged by. It knows data and words, not the deck.

import uPlot from "../../../vendor/uplot/uPlot.esm.min.js";
import { element, setText, svg } from "../../element.js";
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

/** @typedef {{data: Data, colours: import("./paint.js").Palette, unit: string, spec: Spec, points: Line[]}} Chart */

const HEIGHT = 190;
const STEPS = [1 / 60, 1 / 12, 1 / 6, 0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 72, 96, 168];
const FONT = '12px system-ui, "Liberation Sans", sans-serif';

/** @param {HTMLElement} host @param {Spec} spec */
export function makeChart(host, spec) {
  const points = spec.points ?? [];
  /** @type {Chart} */
  const chart = { data: empty(spec), colours: paletteOf(), unit: [...spec.lines, ...points][0]?.unit ?? "", spec, points };
  const legend = legendOf(spec, points);
  const [area, page] = [element("div", { class: "chart-area" }), element("div", { class: "chart-table", hidden: true, tabindex: 0 })];
  const tools = element("span", { class: "chart-tools" }, tableButton(chart, page), ...(spec.tools ?? []));
  const root = element("figure", { class: "chart" }, element("figcaption", {}, legend.title, tools), legend.list, area, page);
  host.append(root);
  const plot = new /** @type {any} */ (uPlot)(
    optionsOf(chart, area, (i) => legend.show(chart.data, i)),
    aligned(chart),
    area,
  );
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
      chart.data = data;
      chart.colours = paletteOf();
      plot.setData(aligned(chart));
      legend.show(data, plot.cursor.idx ?? null);
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
const sizeOf = (area, spec) => ({ width: Math.max(160, Math.floor(area.clientWidth)), height: spec.height ?? HEIGHT });

/** @param {Chart} chart @param {any} page where the table is shown, as of the moment it is asked for */
function tableButton(chart, page) {
  const button = element(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-pressed": "false",
      onclick: () => {
        page.hidden = !page.hidden;
        button.setAttribute("aria-pressed", String(!page.hidden));
        page.replaceChildren(...(page.hidden ? [] : tableOf(chart.data, chart.spec, chart.points)));
      },
    },
    chart.spec.t("trends.table"),
  );
  return button;
}

/** @param {Spec} spec @returns {Data} */
const empty = (spec) => ({ hours: [], columns: spec.lines.map(() => []), window: [0, 1] });

/** What uPlot takes: the hours and the lines; assay results are drawn over. @param {Chart} chart @returns {any} */
function aligned({ data }) {
  return data.hours.length ? [data.hours, ...data.columns, []] : [data.window, ...data.columns.map(() => [null, null]), [null, null]];
}

/** @param {Chart} chart @param {HTMLElement} area @param {(idx: number | null) => void} hover @returns {any} */
function optionsOf(chart, area, hover) {
  const { spec } = chart;
  const line = (one, i) => ({
    label: one.title,
    dash: DASHES[i % DASHES.length],
    points: { show: false },
    width: i ? 1.5 : 2,
    stroke: () => (i % 2 ? chart.colours.soft : chart.colours.value),
  });
  return {
    ...sizeOf(area, spec),
    padding: [8, 20, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: spec.sync ? { key: spec.sync, scales: ["x", null] } : undefined },
    scales: { x: { time: false, range: () => chart.data.window }, y: { range: (_, low, high) => rangeOf(chart, low, high) } },
    series: [{}, ...spec.lines.map(line), { paths: () => null, points: { show: false } }], // the last: a scale needs a series
    axes: [hours(chart), heights(chart)],
    hooks: { drawClear: [shade(chart)], draw: [overlay(chart)], setCursor: [(u) => hover(u.cursor.idx ?? null)] },
  };
}

/** The normal band and the limits stay in sight: a scale that follows the data hides how far it has gone.
 * @param {Chart} chart @param {number | null} low @param {number | null} high @returns {[number, number]} */
function rangeOf({ data, spec }, low, high) {
  const [from, to] = data.window;
  const results = (data.points ?? []).flatMap(({ hours, values }) => values.filter((_, k) => hours[k] >= from && hours[k] <= to));
  const fixed = [...spec.lines.flatMap((line) => line.normal ?? []), ...(data.limits ?? []).map((limit) => limit.value)];
  const all = /** @type {number[]} */ ([low, high, ...results, ...fixed].filter((value) => value !== null && Number.isFinite(value)));
  if (!all.length) return [0, 1];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const pad = 0.06 * (most - least) || Math.abs(most) * 0.1 || 1;
  return [least >= 0 && least < pad ? 0 : least - 2 * pad, most + pad]; // the marks lie at the bottom
}

/** @param {Chart} chart */
function hours(chart) {
  const tick = (hour, step) => {
    const { day, time } = split(hour);
    return step >= 24 || time === "00:00" ? chart.spec.t("trends.day", { day: String(day) }) : time;
  };
  return {
    font: FONT,
    size: 28,
    gap: 6,
    space: 56,
    incrs: STEPS,
    ...strokes(chart),
    values: (_, at, __, ___, step) => at.map((hour) => tick(hour, step)),
  };
}

/** @param {Chart} chart */
function heights(chart) {
  return {
    label: chart.unit || " ",
    labelSize: 18,
    labelGap: 0,
    labelFont: FONT,
    font: FONT,
    size: 46,
    gap: 3,
    space: 34,
    ...strokes(chart),
    values: (_, at, __, ___, step) =>
      at.map((value) => chart.spec.number(value, Math.max(0, Math.min(3, -Math.floor(Math.log10(step) + 1e-9))))),
  };
}

/** @param {Chart} chart */
const strokes = (chart) => ({
  stroke: () => chart.colours.soft,
  ticks: { show: false },
  grid: { stroke: () => chart.colours.grid, width: 1 },
});

/** What each line is, and what it shows now or under the cursor; a line that is alone is the chart's title.
 * @param {Spec} spec @param {Line[]} points */
function legendOf(spec, points) {
  const entries = [...spec.lines, ...points];
  const alone = entries.length === 1;
  const values = entries.map(() => element("b", {}));
  const when = element("span", { class: "chart-when" });
  const items = entries.map((line, i) => {
    const swatch = i < spec.lines.length ? lineSwatch(i) : pointSwatch(i - spec.lines.length);
    const words = [
      alone ? null : swatch,
      element(alone ? "strong" : "span", { text: line.title }),
      line.name ? element("small", { text: line.name }) : null,
      values[i],
      line.unit,
    ];
    const spaced = words.flatMap((word) => (word ? [word, " "] : []));
    const pick = i < spec.lines.length && spec.pick;
    return pick
      ? element("button", { type: "button", class: "chart-key", onclick: () => pick(line.key) }, ...spaced)
      : element("span", { class: "chart-key" }, ...spaced);
  });
  const show = (data, under) => {
    const at = under ?? (data.at === undefined ? null : data.hours.findLastIndex((hour) => hour <= data.at));
    const i = at ?? data.hours.length - 1;
    const known = at !== null && data.hours[i] !== undefined;
    setText(when, known ? spec.hour(data.hours[i]) : "");
    spec.lines.forEach((line, k) => setText(values[k], spec.number(data.columns[k]?.[i] ?? null, line.decimals)));
    points.forEach((line, k) =>
      setText(values[spec.lines.length + k], spec.number(latest(data.points?.[k], known ? data.hours[i] : Infinity), line.decimals)),
    );
  };
  return {
    title: element(
      "span",
      {},
      alone ? items[0] : element("strong", { text: spec.title }),
      " ",
      element("small", { class: "chart-group", text: spec.group ?? "" }),
      " ",
      when,
    ),
    list: alone ? "" : element("ul", { class: "chart-legend" }, ...items.map((item) => element("li", {}, item))),
    show,
  };
}

/** @param {Points | undefined} points in order of hours @param {number} until @returns {number | null} */
function latest(points, until) {
  const place = points ? points.hours.findLastIndex((hour) => hour <= until) : -1;
  return place < 0 ? null : /** @type {Points} */ (points).values[place];
}

/** @param {number} i */
const lineSwatch = (i) =>
  svg(
    "svg",
    { class: "swatch", viewBox: "0 0 30 12", "aria-hidden": "true" },
    svg("path", { d: "M0 6H30", "data-soft": i % 2 === 1, "stroke-dasharray": DASHES[i % DASHES.length].join(" ") || null }),
  );

/** @param {number} i */
const pointSwatch = (i) =>
  svg(
    "svg",
    { class: "swatch swatch-point", viewBox: "-8 -8 16 16", "aria-hidden": "true" },
    ...SHAPES[i % SHAPES.length].map((corners) => svg("polyline", { points: corners.join(" ") })),
  );
