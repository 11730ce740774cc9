// @ts-check
// Samples: what can be measured, what is under way, what came back and when it was taken.

import { element, keep, setText } from "../../element.js";

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const cards = deck.meta.assays.map((assay) => card(deck, assay));
  host.append(...cards.map((one) => one.node));
  const update = () => cards.forEach((one) => one.update());
  deck.store.on("samples", update);
  deck.store.on("frame", () => cards.forEach((one) => one.count()));
  update();
}

/** @param {any} deck @param {any} assay */
function card(deck, assay) {
  const { t, store, span, number } = deck;
  const [waiting, last] = [element("ul", { class: "waiting" }), element("p", { class: "last-result" })];
  const results = table(deck, assay);
  const take = element("button", { type: "button", text: t("laboratory.take"), "aria-label": t("laboratory.take-for", { assay: assay.title }),
    onclick: () => sample(deck, assay) });
  const about = t("laboratory.about", { delay: span(assay.delayMin / 60), volume: number(assay.volumeML) });
  const node = element("article", { class: "card", "data-assay": assay.name },
    element("div", { class: "card-head" }, element("h3", { text: assay.title }), take),
    element("p", { class: "soft", text: about }), waiting, last, results.node);
  const count = () => [...waiting.children].forEach((row) => countdown(row, deck));
  return {
    node, count,
    update() {
      const mine = store.state.samples.filter((one) => one.assay === assay.name);
      keep(waiting, mine.filter((one) => !one.values), (one) => one.id, (one) => Object.assign(element("li"), { sample: one }));
      count();
      const back = mine.filter((one) => one.values);
      setText(last, back.length ? latest(deck, assay, back[0]) : "");
      results.update(back);
    },
  };
}

/** @param {any} row @param {any} deck */
function countdown(row, { t, hour, span, store }) {
  const { takenHour, dueHour } = row.sample;
  setText(row, t("laboratory.waiting", { taken: hour(takenHour), left: span(dueHour - store.hour) }));
}

/** @param {any} deck @param {any} assay */
function sample(deck, assay) {
  const done = deck.t("laboratory.taken", { assay: assay.title, delay: deck.span(assay.delayMin / 60) });
  return deck.attempt("sample", { assay: assay.name }, done);
}

/** @param {any} deck @param {any} assay @param {any} result */
function latest({ t, hour, number }, assay, result) {
  const values = assay.measures.map((m) =>
    t("laboratory.value", { title: m.title, value: number(result.values[m.name], m.decimals), unit: m.unit }));
  return t("laboratory.latest", { hour: hour(result.takenHour), values: values.join(" · ") });
}

/** @param {any} deck @param {any} assay */
function table(deck, assay) {
  const { t, hour, number } = deck;
  const heads = [t("laboratory.column-taken"), t("laboratory.column-received"),
    ...assay.measures.map((m) => (m.unit ? t("laboratory.column", { title: m.title, unit: m.unit }) : m.title))];
  const body = element("tbody");
  const summary = element("summary");
  const frame = element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": t("laboratory.results-of", { assay: assay.title }) },
    element("table", {}, element("thead", {}, element("tr", {}, ...heads.map((text) => element("th", { scope: "col", text })))), body));
  const node = element("details", { hidden: true }, summary, frame);
  const line = (one) => element("tr", {}, element("th", { scope: "row", text: hour(one.takenHour) }), element("td", { text: hour(one.dueHour) }),
    ...assay.measures.map((m) => element("td", { class: "number", text: number(one.values[m.name], m.decimals) })));
  return {
    node,
    /** @param {any[]} back */
    update(back) {
      node.hidden = back.length === 0;
      setText(summary, t("laboratory.all-results", { count: back.length }));
      keep(body, back, (one) => one.id, line);
    },
  };
}
