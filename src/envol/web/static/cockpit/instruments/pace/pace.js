// @ts-check
// The flight's pace: freeze, speed; and in its other part, jumps and the end.

import { element, setAttribute, setText } from "../../element.js";
import { mountJumps } from "./jumps.js";

/** @param {HTMLElement} host `data-part`: "speed" or "jumps" @param {any} deck */
export function mount(host, deck) {
  if (host.dataset.part === "jumps") mountJumps(host, deck);
  else mountSpeed(host, deck);
}

/** @param {HTMLElement} host @param {any} deck */
function mountSpeed(host, deck) {
  const { t, meta, store } = deck;
  const freeze = element("button", { type: "button", class: "pace-freeze", "data-action": "freeze", onclick: () => turn(deck) });
  const speeds = new Map(meta.speeds.map((speed) => [speed, speedButton(deck, speed)]));
  const group = element("div", { class: "pace-speeds", role: "group", "aria-label": t("pace.speeds") }, ...speeds.values());
  host.append(freeze, group, ...["slower", "faster"].map((way) => stepButton(deck, way)));
  const update = () => {
    const { frozen, ended, speed } = store.state.mode;
    setText(freeze, t(frozen ? "pace.resume" : "pace.freeze"));
    setAttribute(freeze, "data-frozen", Boolean(frozen));
    freeze.disabled = Boolean(ended);
    for (const [each, button] of speeds) setAttribute(button, "aria-pressed", String(each === speed));
  };
  store.on("mode", update);
  update();
}

/** @param {any} deck @param {number} speed */
function speedButton(deck, speed) {
  const label = deck.t("pace.speed", { speed });
  return element("button", { type: "button", text: label, "data-speed": speed, onclick: () => change(deck, speed) });
}

/** For the keyboard only: the pointer has a button for each speed. @param {any} deck @param {string} way */
function stepButton(deck, way) {
  return element("button", { type: "button", hidden: true, "data-action": way, onclick: () => step(deck, way === "faster" ? 1 : -1) });
}

/** @param {any} deck */
function turn(deck) {
  const { frozen } = deck.store.state.mode;
  return frozen ? deck.attempt("resume", {}, deck.t("pace.resumed")) : deck.attempt("freeze", {}, deck.t("pace.is-frozen"));
}

/** @param {any} deck @param {number} speed */
function change(deck, speed) {
  return deck.attempt("speed", { speed }, deck.t("pace.speed-is", { speed }));
}

/** @param {any} deck @param {number} way */
function step(deck, way) {
  const { speeds } = deck.meta;
  const now = deck.store.state.mode.speed;
  const next = way > 0 ? speeds.find((s) => s > now) : [...speeds].reverse().find((s) => s < now);
  if (next) change(deck, next);
}
