// @ts-check
// "Why is it moving?": the learner picks a quantity, the flight answers with the terms that move it now.

import { element, setText } from "../../element.js";
import { drawWhy } from "./draw.js";

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { meta, t } = deck;
  if (!meta.states.length) return;
  const answer = element("div", { class: "why-answer", tabindex: -1 });
  const when = element("p", { class: "why-when" });
  const said = element("p", { class: "unseen", role: "status" }); // a table read aloud at every question would be too much
  const choice = element(
    "select",
    { id: "why-state" },
    ...meta.states.map((one) => element("option", { value: one.name, text: one.title })),
  );
  const ask = async () => {
    const state = choice.value;
    setText(said, "");
    const told = await deck.attempt("why", { state });
    if (!told || state !== choice.value) return;
    setText(when, t("why.at", { hour: deck.hour(deck.store.hour) }));
    drawWhy(answer, { t, number: deck.number, title: choice.selectedOptions[0].textContent, terms: meta.terms }, told);
    setText(said, `${when.textContent} ${answer.querySelector("caption").textContent}`);
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
    said,
    answer,
  );
}
