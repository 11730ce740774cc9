// @ts-check
// The faceplate of a piece of the drawing: what is read, moved, done and sampled there.

import { element } from "../../element.js";
import { gaugeOf } from "../indicator/indicator.js";

/** @param {any} deck @param {any} piece @returns {import("./faceplate.js").Content} */
export function openPiece(deck, piece) {
  const { meta, t, selection, titles } = deck;
  const gauges = piece.tags.map((/** @type {string} */ name) => gaugeOf(deck, meta.tags.find((/** @type {any} */ tag) => tag.tag === name), deck));
  const list = (/** @type {string} */ key, /** @type {string[]} */ names, /** @type {(name: string) => void} */ open) =>
    names.length ? [element("h3", { text: t(key) }), element("ul", { class: "plate-list" }, ...names.map((name) =>
      element("li", {}, element("button", { type: "button", text: titles.get(name) ?? name, onclick: () => open(name) }))))] : [];
  const control = (/** @type {string} */ name) => selection.open(meta.controls.find((/** @type {any} */ one) => one.name === name)?.tag ?? `control:${name}`);
  const goTo = (/** @type {string} */ section) => () => {
    selection.open(null);
    deck.show(section);
  };
  return {
    title: piece.title, name: "",
    body: [element("div", { class: "gauges" }, ...gauges.map((/** @type {any} */ gauge) => gauge.element)),
      ...list("faceplate.controls", piece.controls, control),
      ...list("faceplate.gestures", piece.interventions, goTo("gestures")),
      ...list("faceplate.assays", piece.assays, goTo("laboratory"))],
    update: () => gauges.forEach((/** @type {any} */ gauge) => gauge.update()),
  };
}
