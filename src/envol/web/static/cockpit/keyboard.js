// @ts-check
// Everything by keyboard: single keys that press the buttons of the page. They can be turned off (WCAG 2.1.4).

import { button, element, remember, remembered } from "./element.js";

/** Each key, what it does in words, and the button it presses or the section it goes to (after a "#").
 * @type {[string, string, string][]} */
const SHORTCUTS = [
  [" ", "page.keys-freeze", "freeze"],
  ["+", "page.keys-faster", "faster"],
  ["-", "page.keys-slower", "slower"],
  ["a", "page.keys-alarms", "#alarms"],
  ["A", "page.keys-acknowledge", "acknowledge-all"],
  ["m", "page.keys-silence", "silence"],
  ["j", "page.keys-jump-alarm", "jump-alarm"],
  ["r", "page.keys-jump-sample", "jump-sample"],
  ["d", "page.keys-jump-decision", "jump-decision"],
  ["x", "page.keys-stop-jump", "stop-jump"],
  ["s", "page.keys-laboratory", "#laboratory"],
  ["g", "page.keys-gestures", "#gestures"],
  ["p", "page.keys-profiles", "#profiles"],
  ["n", "page.keys-notes", "#notes"],
  ["i", "page.keys-instructor", "#instructor"],
  ["t", "page.keys-trends", "#trends"],
  ["f", "page.keys-feed", "feed"],
  ["?", "page.keys-this", "keys"],
  ["1 … 9", "page.keys-loops", ""],
];

/** @param {HTMLDialogElement} dialog @param {any} deck */
export function mountKeyboard(dialog, deck) {
  let on = remembered("shortcuts", "on") === "on";
  fill(dialog, deck, on, (chosen) => remember("shortcuts", (on = chosen) ? "on" : "off"));
  buttonOf("keys")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (isTakenBy(/** @type {HTMLElement} */ (event.target), event.key)) return;
    if (document.querySelector("dialog[open]:modal")) return;
    if (act(deck, event.key)) event.preventDefault();
  });
}

/** @param {string} action @returns {HTMLElement | null} */
const buttonOf = (action) => document.querySelector(`[data-action="${action}"]`);

/** @param {any} deck @param {string} key @returns {boolean} whether the key means something */
function act({ meta, selection, show }, key) {
  const open = (thing) => thing && selection.open(thing.tag);
  const place = "123456789".indexOf(key);
  const [, , action] = SHORTCUTS.find(([one]) => one === key) ?? [];
  // The loops first: they are what is flown.
  if (place >= 0) open([...meta.tags].sort((a, b) => Number(!a.control) - Number(!b.control))[place]);
  else if (action === "feed") open(meta.controls.find(({ role, tag }) => role === "flow" && tag));
  else if (action?.startsWith("#")) show(action.slice(1));
  else if (action) buttonOf(action)?.click();
  return Boolean(action) || place >= 0;
}

/** @param {HTMLElement} target @param {string} key whether what has the focus needs the key itself */
function isTakenBy(target, key) {
  if (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select")) return true;
  return key === " " && target.matches("button, a, summary, input, [role=tab], [role=button], [role=slider]");
}

/** @param {HTMLDialogElement} dialog @param {any} deck @param {boolean} on @param {(on: boolean) => void} chosen */
function fill(dialog, { t }, on, chosen) {
  const box = element("input", { type: "checkbox", id: "keys-on", checked: on, onchange: () => chosen(box.checked) });
  const lines = SHORTCUTS.map(([key, says]) =>
    element("div", element("dt", element("kbd", key === " " ? t("page.key-space") : key)), element("dd", t(says))));
  dialog.append(element("h2", { id: "keys-title" }, t("page.keys")),
    element("p", box, " ", element("label", { for: "keys-on" }, t("page.keys-on"))),
    element("dl.keys", lines), button(t("page.close"), () => dialog.close()));
}
