// @ts-check
// The faceplate of a tag, of a loop, or of a control that no tag shows: always the same parts in the same order.

import { element, setText } from "../../element.js";
import { makeGauge } from "../indicator/gauge.js";
import { familyOf, limitsOf, placeOf, setpointOf, standingAlarms } from "../indicator/loops.js";
import { qualityOf, showSign } from "../indicator/signs.js";
import { makeChart } from "../trends/chart.js";
import { dataOf, SPANS, spanChoice, specOf } from "../trends/trends.js";
import { choice, entry } from "./entries.js";

const ORDER = ["setpoint", "mode", "output", "flow", "switch"];
const TREND_MS = 1000;

/** @typedef {{nodes: any[], update: () => void, close?: () => void}} Part */

/** @param {any} deck @param {any} tag null where no tag shows the control @param {any[]} controls @returns {import("./faceplate.js").Content} */
export function openPoint(deck, tag, controls) {
  const sorted = [...controls].sort((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role));
  /** @type {Part[]} */
  const parts = [
    ...(tag ? [reading(deck, tag)] : []),
    ...sorted.map((control) => (control.role === "mode" || control.role === "switch" ? choice(deck, control) : entry(deck, control))),
    ...(tag ? [alarms(deck, tag)] : []),
    interlocks(deck, sorted),
    ...(tag ? [trend(deck, tag)] : []),
  ];
  return {
    title: tag?.title ?? controls[0].title,
    name: tag?.tag ?? "",
    body: parts.flatMap((part) => part.nodes),
    update: () => parts.forEach((part) => part.update()),
    close: () => parts.forEach((part) => part.close?.()),
  };
}

/** The present value, large, with the output of its loop. @param {any} deck @param {any} tag @returns {Part} */
function reading(deck, tag) {
  const { store, t } = deck;
  const gauge = makeGauge({ tag, limits: limitsOf(deck.meta, tag), words: deck });
  const output = deck.meta.tags.find((one) => one.tag === tag.control?.shows);
  const shown = element("b", {});
  const line = output
    ? element(
        "p",
        { class: "plate-output" },
        t("faceplate.output"),
        " ",
        shown,
        ` ${output.unit} `,
        element("button", { type: "button", class: "plain", onclick: () => deck.selection.open(output.tag) }, output.tag),
      )
    : null;
  return {
    nodes: [element("div", { class: "plate-reading" }, gauge.element), line].filter(Boolean),
    update() {
      const own = (other) => other === tag.tag;
      gauge.set({
        value: store.value(tag.tag),
        setpoint: setpointOf(deck, tag),
        quality: qualityOf(store, tag.tag, tag.control),
        alarms: standingAlarms(deck, own),
      });
      if (output) setText(shown, deck.number(store.value(output.tag), output.decimals));
    },
  };
}

/** @param {any} deck @param {any} tag @returns {Part} the alarms of the loop, with their limits and where they stand */
function alarms(deck, tag) {
  const { t, number, meta } = deck;
  const rows = familyOf(meta, tag.tag).flatMap((one) => (one.limits ?? []).map((limit) => alarmRow(one, limit)));
  return {
    nodes: rows.length
      ? [element("h3", { text: t("faceplate.alarms") }), element("ul", { class: "plate-alarms" }, ...rows.map((row) => row.element))]
      : [],
    update: () => rows.forEach((row) => row.update()),
  };

  /** @param {any} one @param {any} limit */
  function alarmRow(one, limit) {
    const [sign, state] = [element("span", { class: "plate-sign" }), element("span", {})];
    const low = limit.condition.includes("low");
    const bound = t(low ? "faceplate.below" : "faceplate.above", {
      tag: one.tag,
      limit: number(limit.limit, one.decimals),
      unit: one.unit,
    });
    const definition = meta.alarms.find((alarm) => alarm.name === limit.alarm);
    const row = element(
      "li",
      {},
      sign,
      element(
        "details",
        {},
        element("summary", {}, definition.title, " ", element("small", { text: bound }), " ", state),
        element("p", { text: definition.cause }),
        element("p", { text: definition.action }),
      ),
    );
    const update = () => {
      const standing = standingAlarms(deck, () => true).filter((alarm) => alarm.name === limit.alarm);
      showSign(sign, standing, t);
      setText(state, standing[0] ? "" : t("faceplate.normal"));
    };
    return { element: row, update };
  }
}

/** What may stand in the way of these controls, and what does now. @param {any} deck @param {any[]} controls @returns {Part} */
function interlocks(deck, controls) {
  const { t, meta } = deck;
  const known = meta.interlocks.filter((lock) => controls.some((control) => control.interlocks?.includes(lock.name)));
  const answer = element("ul", { class: "plate-obstacles", "aria-live": "polite" });
  const told = (sentences) => answer.replaceChildren(...sentences.map((text) => element("li", { text })));
  const ask = async () => {
    const answers = await Promise.all(controls.map((control) => deck.attempt("why-not", { input: control.name })));
    const found = answers.flatMap((one) => one?.obstacles ?? []).filter((one) => one.always !== false || one.key === "interlock");
    const sentences = [...new Set(found.map(deck.obstacle))];
    told(sentences.length ? sentences : answers.every(Boolean) ? [t("faceplate.nothing-in-the-way")] : []);
  };
  const nodes = [
    element("h3", { text: t("faceplate.interlocks") }),
    known.length
      ? element("ul", { class: "plate-locks" }, ...known.map((lock) => element("li", { text: lock.title, title: lock.why })))
      : element("p", { class: "plate-soft", text: t("faceplate.no-interlock") }),
    element("button", { type: "button", onclick: ask }, t("faceplate.why-not")),
    answer,
  ];
  return { nodes: controls.length ? nodes : [], update: () => {} };
}

/** @param {any} deck @param {any} tag @returns {Part} */
function trend(deck, tag) {
  const place = element("div", { class: "plate-trend" });
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
    nodes: [element("h3", { text: deck.t("faceplate.trend") }), spanChoice(deck, span, choose, ["hour", "day"]), place],
    update: () => place.isConnected && performance.now() - last > TREND_MS && paint(),
    close: () => chart?.destroy(),
  };
}
