// @ts-check
// For an instructor only: what breaks, what is broken, and the true values behind the probes.

import { element, keep, setText } from "../../element.js";
import { numberField } from "../../numbers.js";

const DIGITS = 4;

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  if (deck.meta.role !== "instructor") return;
  const rows = deck.meta.malfunctions.map((one) => malfunction(deck, one));
  const truth = truthTable(deck);
  host.append(element("ul", { class: "gesture-list" }, ...rows.map((row) => row.node)), truth.node);
  const update = () => {
    for (const row of rows) row.update();
    truth.update();
  };
  deck.store.on("truth", update);
  update();
}

/** @param {any} deck @param {any} one */
function malfunction(deck, { name, title, cue }) {
  const { t, store, hour } = deck;
  const id = `severity-${name}`;
  const severity = numberField(deck, { id, value: 1, step: 0.05 });
  const setIn = () => {
    const wanted = severity.read();
    if (!(wanted > 0 && wanted <= 1)) return deck.say(deck.refusal("severity").sentence, "refused");
    return deck.attempt("inject", { malfunction: name, severity: wanted }, t("instructor.injected", { malfunction: title }));
  };
  const state = element("p", { class: "malfunction-state" });
  const inject = element("button", { type: "button", text: t("instructor.inject"), "aria-label": t("instructor.inject-this", { malfunction: title }),
    onclick: setIn });
  const clear = element("button", { type: "button", text: t("instructor.clear"), "aria-label": t("instructor.clear-this", { malfunction: title }),
    onclick: () => deck.attempt("clear", { malfunction: name }, t("instructor.cleared", { malfunction: title })) });
  const node = element("li", { class: "gesture" }, element("p", { class: "gesture-title", text: title }), element("p", { class: "soft", text: cue ?? "" }), state,
    element("div", { class: "row" }, element("label", { for: id, text: t("instructor.severity") }), " ", severity.input, " ", inject, " ", clear));
  return {
    node,
    update() {
      const active = store.truth?.active.find((each) => each.malfunction === name);
      setText(state, active ? t("instructor.active-since", { hour: hour(active.sinceHour) }) : t("instructor.inactive"));
      inject.disabled = Boolean(active);
      clear.disabled = !active;
    },
  };
}

/** @param {any} deck */
function truthTable({ t, meta, store }) {
  const body = element("tbody");
  const format = new Intl.NumberFormat(meta.language, { maximumSignificantDigits: DIGITS });
  const known = new Map(meta.truths.map((one) => [one.name, one]));
  const heads = ["instructor.column-quantity", "instructor.column-value"].map((key) => element("th", { scope: "col", text: t(key) }));
  const node = element("details", { open: true }, element("summary", { text: t("instructor.truth") }),
    element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body));
  const line = (/** @type {[string, number]} */ [name]) => {
    const value = element("td", { class: "number" });
    return Object.assign(element("tr", {}, element("th", { scope: "row", text: known.get(name)?.title ?? name }), value), { value });
  };
  return {
    node,
    update() {
      if (!node.open) return;
      const tell = (row, /** @type {[string, number]} */ [name, value]) =>
        setText(row.value, value === null ? "–" : `${format.format(value)} ${known.get(name)?.unit ?? ""}`);
      keep(body, /** @type {[string, number][]} */ (Object.entries(store.truth?.values ?? {})), ([name]) => name, line, tell);
    },
  };
}
