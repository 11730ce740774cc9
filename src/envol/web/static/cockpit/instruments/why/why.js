// @ts-check
// "Why is it moving?": the learner picks a quantity, the flight answers with the terms that move it now.

import { button, choiceOf, element, setText } from "../../element.js";
import { drawWhy } from "./draw.js";

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { meta, t, number, attempt, store } = deck;
  if (!meta.states.length) return;
  const answer = element("div.why-answer", { tabindex: -1 });
  const when = element("p.why-when");
  const said = element("p.unseen", { role: "status" }); // a table read aloud at every question would be too much
  const ask = async () => {
    const state = choice.value;
    setText(said, "");
    const told = await attempt("why", { state });
    if (!told || state !== choice.value) return;
    setText(when, t("why.at", { hour: deck.hour(store.hour) }));
    drawWhy(answer, { t, number, title: choice.selectedOptions[0].textContent, terms: meta.terms }, told);
    setText(said, `${when.textContent} ${answer.querySelector("caption").textContent}`);
  };
  const choice = choiceOf("why-state", meta.states, ask);
  const label = element("label", { for: choice.id }, t("why.question"));
  host.append(element("div.why-question", label, choice, button(t("why.ask"), ask)), when, said, answer);
}
