// @ts-check
// What the crew writes down, and what was done so far.

import { element, keep, numbered } from "../../element.js";
import { deedSaid } from "./deeds.js";

const LONGEST = 2000;
const SHOWN = 80;

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  host.append(writing(deck), done(deck));
}

/** @param {any} deck */
function writing(deck) {
  const { t, store } = deck;
  const text = element("textarea", { id: "note", rows: 4, maxlength: LONGEST });
  const written = element("ol", { class: "log", "aria-label": t("notes.written") });
  const send = async () => {
    const words = text.value.trim();
    if (!words) return deck.say(t("notes.empty"), "refused");
    const hour = store.hour;
    if (!(await deck.attempt("note", { text: words }, t("notes.sent")))) return;
    text.value = "";
    written.prepend(element("li", {}, element("span", { class: "soft", text: deck.hour(hour) }), " ", words));
  };
  return element("form", { onsubmit: (event) => (event.preventDefault(), send()) },
    element("p", { class: "field" }, element("label", { for: "note", text: t("notes.text") }), text),
    element("p", { class: "soft", text: t("notes.what-is-kept") }),
    element("button", { text: t("notes.send") }), written);
}

/** @param {any} deck */
function done(deck) {
  const { t, store } = deck;
  const list = element("ol", { class: "log" });
  const fold = element("details", {}, element("summary", { text: t("notes.deeds") }), list);
  const update = () => {
    if (!fold.open) return;
    const deeds = numbered(store.state.deeds).slice(-SHOWN).reverse();
    keep(list, deeds, (deed) => deed.key, (deed) => element("li", { text: deedSaid(deck, deed) }));
  };
  fold.addEventListener("toggle", update);
  store.on("deeds", update);
  return fold;
}
