// @ts-check
// A second step before what cannot be undone, in the place of the first.

import { element } from "./element.js";

/**
 * @param {any} deck
 * @param {{label: string, warning: string, yes: string, attributes?: Record<string, string>, act: () => Promise<unknown>}} step
 * @returns {HTMLElement}
 */
export function twoSteps(deck, { label, warning, yes, attributes = {}, act }) {
  const first = element("button", { type: "button", text: label, "aria-expanded": "false", ...attributes });
  const no = element("button", { type: "button", text: deck.t("page.do-not") });
  const sure = element("button", { type: "button", class: "final", text: yes });
  const question = element("div", { class: "confirm", role: "group", "aria-label": label, hidden: true },
    element("p", { text: warning }), element("div", { class: "row" }, no, " ", sure));
  const show = (/** @type {boolean} */ yes) => {
    question.hidden = !yes;
    first.setAttribute("aria-expanded", String(yes));
  };
  const open = (/** @type {boolean} */ yes) => {
    show(yes);
    (yes ? no : first).focus();
  };
  first.addEventListener("click", () => open(question.hidden));
  no.addEventListener("click", () => open(false));
  // Whoever goes on elsewhere has answered no: left open, it would cover what they go to.
  question.addEventListener("focusout", (event) => {
    const to = /** @type {Node | null} */ (event.relatedTarget);
    if (to && to !== first && !question.contains(to)) show(false);
  });
  question.addEventListener("keydown", (event) => event.key === "Escape" && open(false));
  sure.addEventListener("click", () => {
    open(false);
    act();
  });
  return element("div", { class: "two-steps" }, first, question);
}
