// @ts-check
// "Why is it moving?": the learner picks a quantity, the flight answers with the terms that move it now.

import { element } from "../../element.js";
import { drawWhy } from "./draw.js";

export { drawWhy } from "./draw.js";

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { meta, t } = deck;
  if (!meta.states.length) return;
  const answer = element("div", { class: "why-answer", tabindex: -1 });
  const when = element("p", { class: "why-when" });
  const choice = element(
    "select",
    { id: "why-state" },
    ...meta.states.map((one) => element("option", { value: one.name, text: one.title })),
  );
  const ask = async () => {
    const state = choice.value;
    const told = await deck.attempt("why", { state });
    if (!told || state !== choice.value) return;
    when.textContent = t("why.at", { hour: deck.hour(deck.store.hour) });
    drawWhy(answer, { t, number: deck.number, title: choice.selectedOptions[0].textContent, terms: meta.terms }, told);
  };
  choice.addEventListener("change", ask);
  host.append(
    element(
      "div",
      { class: "why-question" },
      element("label", { for: "why-state", text: t("why.question") }),
      choice,
      element("button", { type: "button", onclick: ask }, t("why.ask")),
    ),
    when,
    answer,
  );
}
