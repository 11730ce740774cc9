// @ts-check
// A chart's content for whoever does not see it, or wants the figures.

import { element, row, table } from "../../element.js";

const ROWS = 24;

/** @param {import("./chart.js").Chart} chart @returns {Node[]} */
export function tableOf({ data, spec, points }) {
  const { t, lines, title } = spec;
  const { hours, columns, marks = [], window: [from, to] } = data;
  const within = (hour) => hour >= from && hour <= to;
  const rows = regular(data).map((i) => [hours[i], columns.map((column) => column[i])]);
  const results = points.map((line, i) => {
    const found = data.points?.[i] ?? { hours: [], values: [] };
    const taken = found.hours.map((hour, k) => [hour, [found.values[k]]]).filter(([hour]) => within(hour));
    return figures(spec, t("trends.results", { title: line.title }), [line], taken);
  });
  const events = marks.filter(({ hour }) => within(hour)).map(({ hour, label }) => element("li", `${spec.hour(hour)} – ${label}`));
  return [
    ...(lines.length ? [figures(spec, title, lines, rows)] : []),
    ...results,
    ...(events.length ? [element("p", t("trends.events")), element("ul", events)] : [element("p", t("trends.no-events"))]),
  ];
}

/** @param {import("./chart.js").Spec} spec @param {string} caption @param {import("./chart.js").Line[]} lines @param {any[]} rows */
function figures({ t, hour, number }, caption, lines, rows) {
  const heads = lines.map(({ name, title, unit }) => [name ?? title, unit].filter(Boolean).join(", "));
  const cells = (values) => lines.map(({ decimals }, k) => element("td", number(values[k], decimals)));
  const body = element("tbody", rows.map(([at, values]) => row(hour(at), cells(values))));
  return table([t("trends.when"), ...heads], body, caption);
}

/** @param {import("./chart.js").Data} data @returns {number[]} places at even hours of the window, the last included */
function regular({ hours, window: [from] }) {
  const last = hours.length - 1;
  if (last < 0) return [];
  const step = (hours[last] - Math.max(from, hours[0])) / (ROWS - 1);
  const places = Array.from({ length: ROWS }, (_, i) => hours.findIndex((one) => one >= hours[last] - (ROWS - 1 - i) * step - 1e-9));
  return [...new Set(places.filter((place) => place >= 0))];
}
