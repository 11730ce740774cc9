// @ts-check
// What the crew writes down, and what was done so far.

import { element, field, logOf } from "../../element.js";

const LONGEST = 2000;
const SHOWN = 80;
/** @type {Record<string, string>} */
const WHO = { crew: "notes.who-crew", instructor: "notes.who-instructor", system: "notes.who-system" };
/** @type {Record<string, string>} */
const PLAIN = { set: "notes.deed-profile", intervention: "notes.deed-gesture", sample: "notes.deed-sample" };
/** @type {Record<string, [string, string]>} */
const TURNED = { mode: ["notes.deed-manual", "notes.deed-automatic"], switch: ["notes.deed-off", "notes.deed-on"] };

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  host.append(writing(deck), logOf(deck, deck.t("notes.deeds"), "deeds", SHOWN, (deed) => deedSaid(deck, deed)));
}

/** @param {any} deck */
function writing({ t, store, hour, say, attempt }) {
  const text = element("textarea", { id: "note", rows: 4, maxlength: LONGEST });
  const written = element("ol.log", { "aria-label": t("notes.written") });
  const send = async (event) => {
    event.preventDefault();
    const words = text.value.trim();
    if (!words) return say(t("notes.empty"), "refused");
    const at = hour(store.hour);
    if (!(await attempt("note", { text: words }, t("notes.sent")))) return;
    text.value = "";
    written.prepend(element("li", element("span.soft", at), " ", words));
  };
  return element("form", { onsubmit: send },
    field(text, t("notes.text")), element("p.soft", t("notes.what-is-kept")), element("button", t("notes.send")), written);
}

/** @param {any} deck @param {{hour: number, verb: string, name: string, value: number | null, who: string}} deed */
function deedSaid(deck, deed) {
  const { t, titles } = deck;
  const who = t(WHO[deed.who] ?? "notes.who-system");
  return t("notes.deed-line", { hour: deck.hour(deed.hour), deed: what(deck, deed, titles.get(deed.name) ?? deed.name), who });
}

/** @param {any} deck @param {any} deed @param {string} name */
function what({ t, meta, number }, { verb, name: key, value }, name) {
  if (value === null) return t(PLAIN[verb] ?? "notes.deed-gesture", { name });
  const control = meta.controls.find((one) => one.name === key);
  const turned = control && TURNED[control.role];
  if (turned) return t(turned[value ? 1 : 0], { name });
  const unit = control?.unit ?? meta.interventions.find((one) => one.name === key)?.amount?.unit ?? "";
  return t("notes.deed-value", { name, value: number(value, control?.decimals ?? 2), unit });
}
