// @ts-check
// Samples: what can be measured, what is under way, what came back and when it was taken.

import { button, element, fold, keep, row, setText, table } from "../../element.js";

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const cards = deck.meta.assays.map((assay) => card(deck, assay));
  host.append(...cards.map(({ node }) => node));
  deck.store.follow("samples", () => cards.forEach((one) => one.update()));
  deck.store.on("frame", () => cards.forEach((one) => one.count()));
}

/** @param {any} deck @param {any} assay */
function card(deck, assay) {
  const { t, store, span, number, hour, attempt } = deck;
  const { name, title, delayMin, volumeML } = assay;
  const delay = span(delayMin / 60);
  const [waiting, last] = [element("ul.waiting"), element("p.last-result")];
  const found = results(deck, assay);
  const take = button(t("laboratory.take"), () => attempt("sample", { assay: name }, t("laboratory.taken", { assay: title, delay })),
    { "aria-label": t("laboratory.take-for", { assay: title }) });
  const node = element("article.card", { "data-assay": name }, element("div.card-head", element("h3", title), take),
    element("p.soft", t("laboratory.about", { delay, volume: number(volumeML) })), waiting, last, found.node);
  const mine = (back) => store.state.samples.filter(({ assay, values }) => assay === name && Boolean(values) === back);
  const count = () =>
    keep(waiting, mine(false), ({ id }) => id, () => element("li"), (line, { takenHour, dueHour }) =>
      setText(line, t("laboratory.waiting", { taken: hour(takenHour), left: span(dueHour - store.hour) })));
  return {
    node, count,
    update() {
      count();
      const back = mine(true);
      setText(last, back.length ? latest(deck, assay, back[0]) : "");
      found.update(back);
    },
  };
}

/** @param {any} deck @param {any} assay @param {any} result */
function latest({ t, hour, number }, { measures }, { takenHour, values }) {
  const said = measures.map(({ name, title, decimals, unit }) => t("laboratory.value", { title, value: number(values[name], decimals), unit }));
  return t("laboratory.latest", { hour: hour(takenHour), values: said.join(" · ") });
}

/** @param {any} deck @param {any} assay */
function results({ t, hour, number }, { title, measures }) {
  const heads = measures.map(({ title, unit }) => (unit ? t("laboratory.column", { title, unit }) : title));
  const body = element("tbody");
  const frame = element("div.scroll", { tabindex: 0, role: "region", "aria-label": t("laboratory.results-of", { assay: title }) },
    table([t("laboratory.column-taken"), t("laboratory.column-received"), ...heads], body));
  const node = fold("", frame);
  const line = ({ takenHour, dueHour, values }) =>
    row(hour(takenHour), element("td", hour(dueHour)), measures.map(({ name, decimals }) => element("td.number", number(values[name], decimals))));
  return {
    node,
    /** @param {any[]} back */
    update(back) {
      node.hidden = back.length === 0;
      setText(node.firstChild, t("laboratory.all-results", { count: back.length }));
      keep(body, back, ({ id }) => id, line);
    },
  };
}
