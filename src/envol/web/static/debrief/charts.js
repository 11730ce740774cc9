// @ts-check
// The curves of a debrief: true quantities against their limits, and what the instruments showed.

import { element } from "../cockpit/element.js";
import { makeChart } from "../cockpit/instruments/trends/chart.js";
import { resultsOf } from "../cockpit/instruments/trends/results.js";

const MARKED = new Set(["deed", "sample", "malfunction"]);

/**
 * Draw the charts that the page has room for; only those in sight are drawn again when the instant moves.
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Course} course
 * @param {(hour: number) => void} [seek]
 * @returns {{at: (hour: number) => void}}
 */
export function mountCharts(page, course, seek) {
  /** @type {{chart: any, data: any, visible: boolean, drawn: boolean}[]} */
  const all = [];
  let instant = /** @type {number | null} */ (null);
  const draw = (one) => {
    if (!one.visible || (one.drawn && one.data.at === instant)) return;
    one.data = { ...one.data, at: instant };
    one.chart.draw(one.data);
    one.drawn = true;
  };
  const seen = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const one = all.find(({ chart }) => chart.element === target);
      if (one) draw(Object.assign(one, { visible: isIntersecting }));
    }
  }, { rootMargin: "200px" });
  for (const host of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-charts]"))) {
    const list = element("div", { class: "charts" });
    host.append(list);
    for (const chart of page.meta.charts[host.dataset.charts ?? ""]) all.push(placed(page, course, list, chart, seek));
  }
  for (const one of all) {
    one.chart.draw(one.data);
    seen.observe(one.chart.element);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const one of all) draw(Object.assign(one, { drawn: false }));
  });
  return {
    at(hour) {
      instant = hour;
      for (const one of all) draw(one);
    },
  };
}

/**
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Course} course
 * @param {HTMLElement} list
 * @param {any} chart
 * @param {((hour: number) => void) | undefined} seek
 */
function placed({ t, number, hour }, course, list, chart, seek) {
  const points = chart.points.map((one) => ({ ...one, title: t("trends.assay", { title: one.title }) }));
  const spec = { title: chart.title, lines: chart.lines, points, sync: "debrief", t, number, hour, seek };
  return { chart: makeChart(list, spec), data: dataOf(course, chart), visible: false, drawn: false };
}

/** @param {import("./page.js").Course} course @param {any} chart */
export function dataOf(course, chart) {
  const { hours } = course;
  return {
    hours,
    columns: chart.lines.map(({ source, key }) => (source === "truth" ? course.truth : course.tags)[key]),
    points: chart.points.map((point) => resultsOf(course.samples, point.key)),
    marks: marksOf(course.events, new Set(chart.alarms)),
    limits: chart.limits,
    window: [hours[0], Math.max(hours[hours.length - 1], hours[0] + 1 / 60)],
    at: null,
  };
}

/** @param {import("./page.js").Happening[]} events @param {Set<string>} alarms */
function marksOf(events, alarms) {
  const rings = (one) => one.kind === "alarm" && one.priority && alarms.has(one.name);
  const marked = events.filter((one) => MARKED.has(one.kind) || rings(one));
  return marked.map(({ hour, kind, label, priority }) => ({ hour, kind, label, priority: priority ?? undefined }));
}
