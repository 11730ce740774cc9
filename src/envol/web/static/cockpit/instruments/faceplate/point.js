// @ts-check
// The faceplate of a tag, of a loop, or of a control that no tag shows: always the same parts in the same order.

import { button, element, fold, setText } from "../../element.js";
import { gaugeOf } from "../indicator/gauge.js";
import { familyOf, showSign, standingAlarms } from "../indicator/readings.js";
import { makeChart } from "../trends/chart.js";
import { dataOf, SPANS, spanChoice, specOf } from "../trends/trends.js";
import { choice, entry } from "./entries.js";

const ORDER = ["setpoint", "mode", "output", "flow", "switch"];
const TREND_MS = 1000;

/** @typedef {{nodes: any[], update: () => void, close?: () => void}} Part */

/** @param {any} deck @param {any} tag null where no tag shows the control @param {any[]} controls @returns {import("./faceplate.js").Content} */
export function openPoint(deck, tag, controls) {
  const sorted = [...controls].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  const moved = sorted.map((control) => (/mode|switch/.test(control.role) ? choice : entry)(deck, control));
  /** @type {Part[]} */
  const parts = tag
    ? [reading(deck, tag), ...moved, alarms(deck, tag), interlocks(deck, sorted), trend(deck, tag)]
    : [...moved, interlocks(deck, sorted)];
  return {
    title: tag?.title ?? controls[0].title,
    name: tag?.tag ?? "",
    body: parts.flatMap(({ nodes }) => nodes),
    update: () => parts.forEach((part) => part.update()),
    close: () => parts.forEach((part) => part.close?.()),
  };
}

/** The present value, large, with the output of its loop. @param {any} deck @param {any} tag @returns {Part} */
function reading(deck, tag) {
  const { store, t, tags, number, selection } = deck;
  const gauge = gaugeOf(deck, tag, undefined, false);
  const output = tags.get(tag.control?.shows);
  const shown = element("b");
  const line = output &&
    element("p.plate-output", t("faceplate.output"), " ", shown, ` ${output.unit} `,
      button(output.tag, () => selection.open(output.tag), { class: "plain" }));
  return {
    nodes: [element("div.plate-reading", gauge.element), line ?? ""],
    update() {
      gauge.update();
      if (output) setText(shown, number(store.value(output.tag), output.decimals));
    },
  };
}

/** @param {any} deck @param {any} tag @returns {Part} the alarms of the loop, with their limits and where they stand */
function alarms(deck, tag) {
  const rows = familyOf(deck.meta, tag.tag).flatMap((one) => (one.limits ?? []).map((limit) => alarmRow(deck, one, limit)));
  return {
    nodes: rows.length ? [element("h3", deck.t("faceplate.alarms")), element("ul.plate-alarms", rows.map((row) => row.element))] : [],
    update: () => rows.forEach((row) => row.update()),
  };
}

/** @param {any} deck @param {any} tag @param {import("../indicator/readings.js").Limit} limit */
function alarmRow(deck, { tag, unit, decimals }, { alarm, condition, limit }) {
  const { t, number } = deck;
  const [sign, state] = [element("span.plate-sign"), element("span")];
  const bound = t(condition.includes("low") ? "faceplate.below" : "faceplate.above", { tag, limit: number(limit, decimals), unit });
  const { title, cause, action } = deck.alarms.get(alarm);
  const about = fold(title, element("p", cause), element("p", action));
  about.firstChild.append(" ", element("small", bound), " ", state);
  const update = () => {
    const standing = standingAlarms(deck, () => true).filter(({ name }) => name === alarm);
    showSign(sign, standing, t);
    setText(state, standing.length ? "" : t("faceplate.normal"));
  };
  return { element: element("li", sign, about), update };
}

/** What may stand in the way of these controls, and what does now. @param {any} deck @param {any[]} controls @returns {Part} */
function interlocks({ t, meta, attempt, obstacle }, controls) {
  const known = meta.interlocks.filter(({ name }) => controls.some((control) => control.interlocks?.includes(name)));
  const answer = element("ul.plate-obstacles", { "aria-live": "polite" });
  const ask = async () => {
    const answers = await Promise.all(controls.map(({ name }) => attempt("why-not", { input: name })));
    const found = answers.flatMap((one) => one?.obstacles ?? []).filter(({ always, key }) => always !== false || key === "interlock");
    const told = [...new Set(found.map(obstacle))];
    if (!told.length && answers.every(Boolean)) told.push(t("faceplate.nothing-in-the-way"));
    answer.replaceChildren(...told.map((text) => element("li", text)));
  };
  const nodes = [
    element("h3", t("faceplate.interlocks")),
    known.length
      ? element("ul.plate-locks", known.map(({ title, why }) => element("li", { title: why }, title)))
      : element("p.plate-soft", t("faceplate.no-interlock")),
    button(t("faceplate.why-not"), ask),
    answer,
  ];
  return { nodes: controls.length ? nodes : [], update() {} };
}

/** @param {any} deck @param {any} tag @returns {Part} */
function trend(deck, tag) {
  const place = element("div.plate-trend");
  const pane = { group: "", tags: [tag], measures: [] };
  let [span, last] = ["hour", -Infinity];
  /** @type {ReturnType<typeof makeChart> | null} */
  let chart = null;
  const paint = () => {
    last = performance.now();
    chart ??= makeChart(place, { ...specOf(deck, pane), height: 150 }); // made once it has a width
    chart.draw(dataOf(deck, pane, deck.store.history.slice(SPANS[span]), SPANS[span]));
  };
  const choose = (chosen) => {
    span = chosen;
    paint();
  };
  return {
    nodes: [element("h3", deck.t("faceplate.trend")), spanChoice(deck, span, choose, ["hour", "day"]), place],
    update: () => place.isConnected && performance.now() - last > TREND_MS && paint(),
    close: () => chart?.destroy(),
  };
}
