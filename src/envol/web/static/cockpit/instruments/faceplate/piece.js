// @ts-check
// The faceplate of a piece of the drawing: what is read, moved, done and sampled there.

import { button, element } from "../../element.js";
import { gaugeOf } from "../indicator/gauge.js";

/** @param {any} deck @param {any} piece @returns {import("./faceplate.js").Content} */
export function openPiece(deck, piece) {
  const { tags, controls, t, selection, titles } = deck;
  const gauges = piece.tags.map((name) => gaugeOf(deck, tags.get(name), () => selection.open(name)));
  const list = (key, names, open) =>
    names.length
      ? [element("h3", t(key)), element("ul.plate-list", names.map((name) => element("li", button(titles.get(name) ?? name, () => open(name)))))]
      : [];
  const control = (name) => selection.open(controls.get(name)?.tag ?? `control:${name}`);
  const goTo = (/** @type {string} */ section, /** @type {string} */ row) => (/** @type {string} */ name) => {
    selection.open(null);
    deck.show(section);
    /** @type {HTMLElement | null} */ (document.querySelector(`[data-${row}="${name}"] :is(input, button)`))?.focus();
  };
  return {
    title: piece.title,
    name: "",
    body: [
      element("div.gauges", gauges.map((gauge) => gauge.element)),
      ...list("faceplate.controls", piece.controls, control),
      ...list("faceplate.gestures", piece.interventions, goTo("gestures", "gesture")),
      ...list("faceplate.assays", piece.assays, goTo("laboratory", "assay")),
    ],
    update: () => gauges.forEach((gauge) => gauge.update()),
  };
}
