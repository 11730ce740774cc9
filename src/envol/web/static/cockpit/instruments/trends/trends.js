// @ts-check
// The batch's trends: which lines, which window, and when they are worth drawing again.

import { element, remember, remembered } from "../../element.js";
import { limitsOf, loopOf, placeOf, setpointOf } from "../indicator/loops.js";
import { makeChart } from "./chart.js";
import { resultsOf } from "./results.js";

/** @type {Record<string, number | null>} */
export const SPANS = { hour: 1, day: 24, batch: null };
/** @type {Record<string, string>} */
const SPAN_WORDS = { hour: "trends.span-hour", day: "trends.span-day", batch: "trends.span-batch" };
const SIGNS = {
  band: "trends.key-band",
  limits: "trends.key-limits",
  deed: "trends.key-deed",
  sample: "trends.key-sample",
  alarm: "trends.key-alarm",
};
const REST_MS = 1000; // between two drawings
const FIRST_H = [1, 3, 6, 12, 24]; // an early flight is not a dot at the edge of an empty day
const MOST = 600; // points of a line
const [SMALL, LARGE] = [190, 420];

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  let span = remembered("trends.span", "day");
  const list = element("div", { class: "charts" });
  host.append(
    spanChoice(deck, span, (chosen) => {
      span = chosen;
      remember("trends.span", span);
      charts.forEach((chart) => (chart.old = true));
      paint();
    }),
    keyOf(deck),
    list,
  );
  const charts = deck.meta.trends.flatMap((trend) => panesOf(deck.meta, trend)).map((pane) => placed(deck, list, pane, () => paint()));
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const chart = charts.find((one) => one.chart.element === target);
      chart.visible = isIntersecting;
    }
    paint();
  });
  for (const { chart } of charts) seen.observe(chart.element);
  const paint = () => paintVisible(deck, charts, SPANS[span]);
  const stale = paced(charts, paint);
  for (const topic of ["history", "samples", "deeds", "alarmLog", "settings"]) deck.store.on(topic, stale);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", stale);
}

/** Only the charts in sight are drawn, and only where something is new. @param {any} deck @param {any[]} charts @param {number | null} span */
function paintVisible(deck, charts, span) {
  const due = charts.filter((one) => one.visible && one.old);
  if (!due.length) return;
  const stretch = deck.store.history.slice(span);
  for (const one of due) {
    one.chart.draw(dataOf(deck, one.pane, stretch, span));
    one.old = false;
  }
}

/** @param {any[]} charts @param {() => void} paint @returns {() => void} */
function paced(charts, paint) {
  let [last, timer] = [-Infinity, 0];
  const now = () => {
    timer = 0;
    last = performance.now();
    paint();
  };
  return () => {
    for (const chart of charts) chart.old = true;
    if (!timer) timer = window.setTimeout(() => requestAnimationFrame(now), Math.max(0, REST_MS - (performance.now() - last)));
  };
}

/** @param {any} deck @param {HTMLElement} list @param {Pane} pane @param {() => void} paint */
function placed(deck, list, pane, paint) {
  const enlarge = element(
    "button",
    {
      type: "button",
      class: "plain",
      "aria-pressed": "false",
      onclick: () => {
        const large = one.chart.element.classList.toggle("large");
        enlarge.setAttribute("aria-pressed", String(large));
        one.chart.setHeight(large ? LARGE : SMALL);
        one.old = true;
        paint();
      },
    },
    deck.t("trends.enlarge"),
  );
  const chart = makeChart(list, { ...specOf(deck, pane), sync: "trends", pick: (key) => deck.selection.open(key), tools: [enlarge] });
  const one = { pane, chart, visible: false, old: true };
  return one;
}

/** @typedef {{group: string, tags: any[], measures: any[]}} Pane what one chart shows: tags and assay results of one unit */

/** A trend in as many charts as it needs: lines share one where their unit is the same and their normal bands overlap.
 * @param {any} meta @param {{title: string, tags: string[], assays?: string[]}} trend @returns {Pane[]} */
export function panesOf(meta, trend) {
  /** @type {Pane[]} */
  const panes = [];
  const unitOf = (pane) => [...pane.tags, ...pane.measures][0].unit;
  const add = (/** @type {"tags" | "measures"} */ kind, one) => {
    const pane = panes.find(
      (some) => unitOf(some) === one.unit && (kind === "measures" || some.tags.every((tag) => overlap(tag.normal, one.normal))),
    );
    if (pane) pane[kind].push(one);
    else panes.push({ group: trend.title, tags: [], measures: [], [kind]: [one] });
  };
  const measures = meta.assays.flatMap((assay) => assay.measures);
  for (const name of trend.tags)
    add(
      "tags",
      meta.tags.find((tag) => tag.tag === name),
    );
  for (const name of trend.assays ?? [])
    add(
      "measures",
      measures.find((one) => one.name === name),
    );
  return panes;
}

/** @param {number[]} one @param {number[]} other */
const overlap = (one, other) => one[0] < other[1] && other[0] < one[1];

/** What a chart is made of, without its data: the replay page makes its charts from it too.
 * @param {any} deck t, number and hour @param {Pane} pane */
export function specOf({ t, number, hour }, { group, tags, measures }) {
  const all = [...tags, ...measures];
  return {
    title: all.length > 1 ? group : all[0].title,
    group: all.length > 1 ? "" : group,
    t,
    number,
    hour,
    lines: tags.map((tag) => ({
      key: tag.tag,
      name: tag.tag,
      title: tag.title,
      unit: tag.unit,
      decimals: tag.decimals,
      normal: tag.normal,
    })),
    points: measures.map((one) => ({
      key: one.name,
      title: t("trends.assay", { title: one.title }),
      unit: one.unit,
      decimals: one.decimals,
    })),
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
    ...sparse(
      stretch.hours,
      pane.tags.map((tag) => stretch.column(tag.tag)),
    ),
    points: pane.measures.map((one) => resultsOf(state.samples, one.name)),
    marks: marksOf(deck, pane),
    limits: standingLimits(deck, pane),
    window: [from, Math.max(last, from + Math.min(span ?? Infinity, FIRST_H.find((hours) => hours >= last - from) ?? 0))],
  };
}

/** Few enough points to draw a dozen charts within a frame; of each stretch the lowest and the highest of the first line
 * stay, so that no peak is lost. @param {number[]} hours @param {(number | null)[][]} columns */
export function sparse(hours, columns) {
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

/** @param {any} deck @param {Pane} pane @returns {import("./chart.js").Mark[]} */
function marksOf({ meta, store, titles, t, number }, pane) {
  const loops = new Set(pane.tags.map((tag) => loopOf(tag.tag)));
  const known = new Map(meta.alarms.map((alarm) => [alarm.name, alarm]));
  const alarms = store.state.alarmLog.filter((one) => one.change === "comes" && loops.has(loopOf(known.get(one.alarm)?.tag ?? "")));
  const deeds = store.state.deeds.map((deed) => {
    const title = titles.get(deed.name) ?? deed.name;
    const said = typeof deed.value === "number" ? t("trends.deed-value", { title, value: number(deed.value, 2) }) : title;
    return { hour: deed.hour, kind: deed.verb === "sample" ? "sample" : "deed", label: said };
  });
  return [
    ...deeds,
    ...alarms.map((one) => {
      const { title, priority } = known.get(one.alarm);
      return { hour: one.hour, kind: "alarm", priority, label: t("trends.alarm", { title }) };
    }),
  ];
}

/** @param {any} deck @param {Pane} pane @returns {any[]} */
function standingLimits(deck, pane) {
  const placed = pane.tags.flatMap((tag) =>
    limitsOf(deck.meta, tag).map((limit) => ({ value: placeOf(limit, setpointOf(deck, tag)), condition: limit.condition })),
  );
  return placed.filter((limit) => limit.value !== null);
}

/** @param {any} deck @param {string} chosen @param {(span: string) => void} choose @param {string[]} [spans] */
export function spanChoice({ t }, chosen, choose, spans = Object.keys(SPANS)) {
  const group = `span-${Math.random().toString(36).slice(2)}`;
  const one = (span) =>
    element(
      "label",
      {},
      element("input", { type: "radio", name: group, value: span, checked: span === chosen, onchange: () => choose(span) }),
      " ",
      t(SPAN_WORDS[span]),
    );
  return element("fieldset", { class: "spans" }, element("legend", { class: "unseen", text: t("trends.span") }), ...spans.map(one));
}

/** What the marks mean, once for all charts. @param {any} deck */
function keyOf({ t }) {
  const words = Object.entries(SIGNS).map(([what, key]) => element("li", { "data-what": what, text: t(key) }));
  return element("ul", { class: "chart-signs" }, ...words);
}
