// @ts-check
// The batch's trends: which lines, which window, and when they are worth drawing again.

import { element, radio, remember, remembered, toggle } from "../../element.js";
import { limitsOf, loopOf, placeOf, setpointOf } from "../indicator/readings.js";
import { makeChart } from "./chart.js";
import { resultsOf } from "./results.js";

/** @type {Record<string, number | null>} */
export const SPANS = { hour: 1, day: 24, batch: null };
/** @type {Record<string, string>} */
const SPAN_WORDS = { hour: "trends.span-hour", day: "trends.span-day", batch: "trends.span-batch" };
const SIGNS = {
  band: "trends.key-band", limits: "trends.key-limits", deed: "trends.key-deed", sample: "trends.key-sample", alarm: "trends.key-alarm",
};
const REST_MS = 900; // between two drawings: less than a frame's second, so that they fall into the frame's own painting
const AT_ONCE = 4; // charts drawn in one frame: a dozen take turns, each every third second
const FIRST_H = [1, 3, 6, 12, 24]; // an early flight is not a dot at the edge of an empty day
const MOST = 600; // points of a line
const [SMALL, LARGE] = [190, 420];

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { meta, store } = deck;
  let span = remembered("trends.span", "day");
  const list = element("div.charts");
  const choose = (chosen) => {
    span = chosen;
    remember("trends.span", span);
    age();
    paint();
  };
  host.append(spanChoice(deck, span, choose), keyOf(deck), list);
  const paint = (most = Infinity) => paintVisible(deck, charts, SPANS[span], most);
  const charts = meta.trends.flatMap((trend) => panesOf(meta, trend)).map((pane) => placed(deck, list, pane, paint));
  const age = () => charts.forEach((one) => (one.old = true));
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) charts.find(({ chart }) => chart.element === target).visible = isIntersecting;
    paint();
  });
  for (const { chart } of charts) seen.observe(chart.element);
  const stale = paced(age, () => paint(AT_ONCE));
  store.on("history samples deeds alarmLog settings", stale);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", stale);
}

/** Only the charts in sight are drawn, and only where something is new; those that waited longest come first.
 * @param {any} deck @param {any[]} charts @param {number | null} span @param {number} most */
function paintVisible(deck, charts, span, most) {
  const due = charts.filter((one) => one.visible && one.old).sort((one, other) => one.drawn - other.drawn).slice(0, most);
  if (!due.length) return;
  const stretch = deck.store.history.slice(span);
  for (const one of due) {
    one.chart.draw(dataOf(deck, one.pane, stretch, span));
    one.old = false;
    one.drawn = performance.now();
  }
}

/** @param {() => void} age @param {() => void} paint @returns {() => void} */
function paced(age, paint) {
  let [last, timer] = [-Infinity, 0];
  const now = () => {
    timer = 0;
    last = performance.now();
    paint();
  };
  return () => {
    age();
    const rest = REST_MS - (performance.now() - last);
    if (rest <= 0 && !timer) now();
    else timer ||= window.setTimeout(() => requestAnimationFrame(now), Math.max(0, rest));
  };
}

/** @param {any} deck @param {HTMLElement} list @param {Pane} pane @param {() => void} paint */
function placed(deck, list, pane, paint) {
  const enlarge = toggle(deck.t("trends.enlarge"), (large) => {
    chart.element.classList.toggle("large", large);
    chart.setHeight(large ? LARGE : SMALL);
    one.old = true;
    paint();
  });
  const chart = makeChart(list, { ...specOf(deck, pane), sync: "trends", pick: deck.selection.open, tools: [enlarge] });
  const one = { pane, chart, visible: false, old: true, drawn: 0 };
  return one;
}

/** @typedef {{group: string, tags: any[], measures: any[]}} Pane what one chart shows: tags and assay results of one unit */

/** A trend in as many charts as it needs: lines share one where their unit is the same and their normal bands overlap.
 * @param {any} meta @param {{title: string, tags: string[], assays?: string[]}} trend @returns {Pane[]} */
function panesOf(meta, trend) {
  /** @type {Pane[]} */
  const panes = [];
  const add = (/** @type {"tags" | "measures"} */ kind, one) => {
    const pane = panes.find(({ tags, measures }) =>
      [...tags, ...measures][0].unit === one.unit && (kind === "measures" || tags.every((tag) => overlap(tag.normal, one.normal))));
    if (pane) pane[kind].push(one);
    else panes.push({ group: trend.title, tags: [], measures: [], [kind]: [one] });
  };
  const measures = meta.assays.flatMap((assay) => assay.measures);
  for (const name of trend.tags) add("tags", meta.tags.find(({ tag }) => tag === name));
  for (const name of trend.assays ?? []) add("measures", measures.find((one) => one.name === name));
  return panes;
}

/** @param {number[]} one @param {number[]} other */
const overlap = (one, other) => one[0] < other[1] && other[0] < one[1];

/** What a chart is made of, without its data. @param {any} deck @param {Pane} pane */
export function specOf({ t, number, hour }, { group, tags, measures }) {
  const all = [...tags, ...measures];
  const alone = all.length === 1;
  return {
    title: alone ? all[0].title : group,
    group: alone ? group : "",
    t,
    number,
    hour,
    lines: tags.map((one) => ({ ...one, key: one.tag, name: one.tag })),
    points: measures.map(({ name, title, unit, decimals }) => ({ key: name, title: t("trends.assay", { title }), unit, decimals })),
  };
}

/** @param {any} deck @param {Pane} pane @param {{hours: number[], column: (tag: string) => (number | null)[]}} stretch @param {number | null} span
 * @returns {import("./chart.js").Data} */
export function dataOf(deck, pane, stretch, span) {
  const { state } = deck.store;
  const start = deck.meta.startHour ?? 0;
  const last = stretch.hours.at(-1) ?? start;
  const from = span === null ? start : Math.max(start, last - span);
  return {
    ...sparse(stretch.hours, pane.tags.map(({ tag }) => stretch.column(tag))),
    points: pane.measures.map((one) => resultsOf(state.samples, one.name)),
    marks: marksOf(deck, pane),
    limits: standingLimits(deck, pane),
    window: [from, Math.max(last, from + Math.min(span ?? Infinity, FIRST_H.find((hours) => hours >= last - from) ?? 0))],
  };
}

/** Few enough points to draw a dozen charts within a frame; of each stretch the lowest and the highest of the first line
 * stay, so that no peak is lost. @param {number[]} hours @param {(number | null)[][]} columns */
function sparse(hours, columns) {
  if (hours.length <= MOST) return { hours, columns };
  const width = Math.ceil((2 * hours.length) / MOST);
  const kept = new Set([hours.length - 1]);
  const first = columns[0] ?? hours;
  for (let from = 0; from < hours.length; from += width) {
    let [low, high] = [from, from];
    for (let i = from; i < Math.min(from + width, hours.length); i++) {
      if (Number(first[i]) < Number(first[low])) low = i;
      if (Number(first[i]) > Number(first[high])) high = i;
    }
    kept.add(low).add(high);
  }
  const places = [...kept].sort((a, b) => a - b);
  return { hours: places.map((i) => hours[i]), columns: columns.map((column) => places.map((i) => column[i])) };
}

/** @param {any} deck @param {Pane} pane @returns {any[]} what was done, and the alarms of these loops that came */
function marksOf({ alarms, store, titles, t, number }, pane) {
  const loops = new Set(pane.tags.map(({ tag }) => loopOf(tag)));
  const deeds = store.state.deeds.map(({ hour, verb, name, value }) => {
    const title = titles.get(name) ?? name;
    const label = typeof value === "number" ? t("trends.deed-value", { title, value: number(value, 2) }) : title;
    return { hour, kind: verb === "sample" ? "sample" : "deed", label };
  });
  const came = store.state.alarmLog.flatMap(({ alarm, change, hour }) => {
    const { tag, title, priority } = alarms.get(alarm) ?? { tag: "" };
    return change === "comes" && loops.has(loopOf(tag)) ? [{ hour, kind: "alarm", priority, label: t("trends.alarm", { title }) }] : [];
  });
  return [...deeds, ...came];
}

/** @param {any} deck @param {Pane} pane @returns {any[]} */
function standingLimits(deck, pane) {
  const placed = pane.tags.flatMap((tag) =>
    limitsOf(deck.meta, tag).map((limit) => ({ value: placeOf(limit, setpointOf(deck, tag.control)), condition: limit.condition })));
  return placed.filter(({ value }) => value !== null);
}

/** @param {any} deck @param {string} chosen @param {(span: string) => void} choose @param {string[]} [spans] */
export function spanChoice({ t }, chosen, choose, spans = Object.keys(SPANS)) {
  const name = `span-${Math.random()}`;
  const one = (span) => radio(t(SPAN_WORDS[span]), { name, value: span, checked: span === chosen, onchange: () => choose(span) });
  return element("fieldset.spans", element("legend.unseen", t("trends.span")), spans.map(one));
}

/** What the marks mean, once for all charts. @param {any} deck */
const keyOf = ({ t }) =>
  element("ul.chart-signs", Object.entries(SIGNS).map(([what, key]) => element("li", { "data-what": what }, t(key))));
