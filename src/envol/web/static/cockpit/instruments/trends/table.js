// @ts-check
// A chart's content for whoever does not see it, or wants the figures.

import { element } from "../../element.js";

const ROWS = 24;

/**
 * @param {import("./chart.js").Data} data @param {import("./chart.js").Spec} spec @param {import("./chart.js").Line[]} points
 * @returns {Node[]}
 */
export function tableOf(data, spec, points) {
  const tables = [];
  if (spec.lines.length)
    tables.push(
      table(
        spec,
        spec.title,
        spec.lines,
        regular(data).map((i) => [data.hours[i], data.columns.map((column) => column[i])]),
      ),
    );
  points.forEach((line, i) => {
    const { hours, values } = inWindow(data, data.points?.[i]);
    tables.push(
      table(
        spec,
        spec.t("trends.results", { title: line.title }),
        [line],
        hours.map((hour, k) => [hour, [values[k]]]),
      ),
    );
  });
  return [...tables, eventsOf(data, spec)];
}

/** @param {import("./chart.js").Spec} spec @param {string} caption @param {import("./chart.js").Line[]} lines @param {any[]} rows */
function table(spec, caption, lines, rows) {
  const head = [
    element("th", { scope: "col", text: spec.t("trends.when") }),
    ...lines.map((line) => element("th", { scope: "col", text: [line.name ?? line.title, line.unit].filter(Boolean).join(", ") })),
  ];
  const body = rows.map(([hour, values]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row", text: spec.hour(hour) }),
      ...lines.map((line, k) => element("td", { text: spec.number(values[k], line.decimals) })),
    ),
  );
  return element(
    "table",
    {},
    element("caption", { text: caption }),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...body),
  );
}

/** @param {import("./chart.js").Data} data @param {import("./chart.js").Spec} spec */
function eventsOf(data, spec) {
  const [from, to] = data.window;
  const events = (data.marks ?? [])
    .filter(({ hour }) => hour >= from && hour <= to)
    .map((mark) => element("li", {}, `${spec.hour(mark.hour)} – ${mark.label}`));
  return events.length
    ? element("div", {}, element("p", { text: spec.t("trends.events") }), element("ul", {}, ...events))
    : element("p", { text: spec.t("trends.no-events") });
}

/** @param {import("./chart.js").Data} data @returns {number[]} places at even hours of the window, the last included */
function regular({ hours, window: [from] }) {
  const last = hours.length - 1;
  if (last < 0) return [];
  const step = (hours[last] - Math.max(from, hours[0])) / (ROWS - 1);
  const wanted = Array.from({ length: ROWS }, (_, i) => hours[last] - (ROWS - 1 - i) * step);
  const places = wanted.map((hour) => hours.findIndex((one) => one >= hour - 1e-9));
  return [...new Set(places.filter((place) => place >= 0))];
}

/** @param {import("./chart.js").Data} data @param {import("./chart.js").Points | undefined} points */
function inWindow({ window: [from, to] }, points) {
  const kept = (points?.hours ?? [])
    .map((hour, i) => ({ hour, value: points?.values[i] ?? null }))
    .filter(({ hour }) => hour >= from && hour <= to);
  return { hours: kept.map(({ hour }) => hour), values: kept.map(({ value }) => value) };
}
