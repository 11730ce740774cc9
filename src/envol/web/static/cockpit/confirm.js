// @ts-check
// A second step before what cannot be undone, in the place of the first.

import { button, element } from "./element.js";

/**
 * @param {any} deck
 * @param {{label: string, warning: string, yes: string, attributes?: Record<string, string>, act: () => Promise<unknown>}} step
 * @returns {HTMLElement}
 */
export function twoSteps(deck, { label, warning, yes, attributes = {}, act }) {
  const first = button(label, () => open(question.hidden), { "aria-expanded": "false", ...attributes });
  const no = button(deck.t("page.do-not"), () => open(false));
  const go = () => {
    open(false);
    act();
  };
  const question = element("div.confirm", { role: "group", "aria-label": label, hidden: true },
    element("p", warning), element("div.row", no, button(yes, go, { class: "final" })));
  const show = (/** @type {boolean} */ shown) => {
    question.hidden = !shown;
    first.setAttribute("aria-expanded", String(shown));
  };
  const open = (/** @type {boolean} */ opened) => {
    show(opened);
    (opened ? no : first).focus();
  };
  // Whoever goes on elsewhere has answered no: left open, it would cover what they go to.
  question.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && relatedTarget !== first && !question.contains(relatedTarget)) show(false);
  });
  question.addEventListener("keydown", ({ key }) => key === "Escape" && open(false));
  return element("div.two-steps", first, question);
}
