// @ts-check
// Everything by keyboard: single keys that press the buttons of the page. They can be turned off (WCAG 2.1.4).

import { element, remember, remembered } from "./element.js";

/** @typedef {{key: string, shown: string, says: string, act: (deck: any) => void}} Shortcut */

/** @param {string} action @returns {() => void} */
const press = (action) => () => /** @type {HTMLElement | null} */ (document.querySelector(`[data-action="${action}"]`))?.click();
/** @param {string} name @returns {(deck: any) => void} */
const go = (name) => (deck) => deck.show(name);

/** @type {Shortcut[]} */
const SHORTCUTS = [
  { key: " ", shown: "page.key-space", says: "page.keys-freeze", act: press("freeze") },
  { key: "+", shown: "+", says: "page.keys-faster", act: press("faster") },
  { key: "-", shown: "-", says: "page.keys-slower", act: press("slower") },
  { key: "a", shown: "a", says: "page.keys-alarms", act: go("alarms") },
  { key: "A", shown: "A", says: "page.keys-acknowledge", act: press("acknowledge-all") },
  { key: "m", shown: "m", says: "page.keys-silence", act: press("silence") },
  { key: "j", shown: "j", says: "page.keys-jump-alarm", act: press("jump-alarm") },
  { key: "r", shown: "r", says: "page.keys-jump-sample", act: press("jump-sample") },
  { key: "d", shown: "d", says: "page.keys-jump-decision", act: press("jump-decision") },
  { key: "x", shown: "x", says: "page.keys-stop-jump", act: press("stop-jump") },
  { key: "s", shown: "s", says: "page.keys-laboratory", act: go("laboratory") },
  { key: "g", shown: "g", says: "page.keys-gestures", act: go("gestures") },
  { key: "p", shown: "p", says: "page.keys-profiles", act: go("profiles") },
  { key: "n", shown: "n", says: "page.keys-notes", act: go("notes") },
  { key: "i", shown: "i", says: "page.keys-instructor", act: go("instructor") },
  { key: "t", shown: "t", says: "page.keys-trends", act: go("trends") },
  { key: "f", shown: "f", says: "page.keys-feed", act: openFeed },
  { key: "?", shown: "?", says: "page.keys-this", act: press("keys") },
];

/** @param {any} deck the faceplate of the feed: the first flow that has a tag */
function openFeed(deck) {
  const feed = deck.meta.controls.find((one) => one.role === "flow" && one.tag);
  if (feed) deck.selection.open(feed.tag);
}

/** @param {any} deck @param {string} digit the loops first: they are what is flown */
function openLoop(deck, digit) {
  const loops = deck.meta.tags.filter((tag) => tag.control);
  const others = deck.meta.tags.filter((tag) => !tag.control);
  const tag = [...loops, ...others][Number(digit) - 1];
  if (tag) deck.selection.open(tag.tag);
}

/** @param {HTMLDialogElement} dialog @param {any} deck */
export function mountKeyboard(dialog, deck) {
  let on = remembered("shortcuts", "on") === "on";
  fill(dialog, deck, on, (chosen) => remember("shortcuts", (on = chosen) ? "on" : "off"));
  document.querySelector("[data-action=keys]")?.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (isTakenBy(/** @type {HTMLElement} */ (event.target), event.key)) return;
    if (document.querySelector("dialog[open]:modal")) return;
    if (act(deck, event.key)) event.preventDefault();
  });
}

/** @param {any} deck @param {string} key @returns {boolean} whether the key means something */
function act(deck, key) {
  if (/^[1-9]$/.test(key)) openLoop(deck, key);
  else {
    const shortcut = SHORTCUTS.find((one) => one.key === key);
    if (!shortcut) return false;
    shortcut.act(deck);
  }
  return true;
}

/** @param {HTMLElement} target @param {string} key whether what has the focus needs the key itself */
function isTakenBy(target, key) {
  if (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select")) return true;
  return key === " " && target.matches("button, a, summary, input, [role=tab], [role=button], [role=slider]");
}

/** @param {HTMLDialogElement} dialog @param {any} deck @param {boolean} on @param {(on: boolean) => void} chosen */
function fill(dialog, { t }, on, chosen) {
  const box = element("input", { type: "checkbox", id: "keys-on", checked: on, onchange: () => chosen(box.checked) });
  const shown = (/** @type {string} */ key) => (key.startsWith("page.") ? t(key) : key);
  const lines = [...SHORTCUTS, { shown: "1 … 9", says: "page.keys-loops" }].map((one) =>
    element("div", {}, element("dt", {}, element("kbd", { text: shown(one.shown) })), element("dd", { text: t(one.says) })));
  const close = element("button", { type: "button", text: t("page.close"), onclick: () => dialog.close() });
  dialog.append(element("h2", { id: "keys-title", text: t("page.keys") }),
    element("p", {}, box, " ", element("label", { for: "keys-on", text: t("page.keys-on") })),
    element("dl", { class: "keys" }, ...lines), close);
}
