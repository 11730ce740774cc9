// @ts-check
// One frame for every tag, control and piece: it opens beside the work, and gives the focus back where it came from.

import { button, element } from "../../element.js";
import { QUIET_MS, READING } from "../indicator/readings.js";
import { openPiece } from "./piece.js";
import { openPoint } from "./point.js";

/** @typedef {{title: string, name: string, body: Node[], update: () => void, close?: () => void}} Content */

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, selection, store } = deck;
  const [title, name, body] = [element("h2", { id: "plate-title", tabindex: -1 }), element("span.plate-name"), element("div.plate-body")];
  const close = () => selection.open(null);
  const plate = element("div.plate", { role: "dialog", "aria-labelledby": title.id, hidden: true },
    element("header", element("div", title, name), button(t("faceplate.close"), close, { class: "plain" })), body);
  host.append(plate);
  /** @type {Content | null} */
  let content = null;
  /** @type {any} */
  let opener = null;

  selection.on((/** @type {string | null} */ target) => {
    content?.close?.();
    content = target ? contentOf(deck, target) : null;
    if (plate.hidden && content) opener = document.activeElement;
    plate.hidden = !content;
    if (!content) return giveBack();
    title.textContent = content.title;
    name.textContent = content.name;
    body.replaceChildren(...content.body);
    content.update();
    plate.scrollTop = 0;
    title.focus({ preventScroll: true });
  });
  function giveBack() {
    body.replaceChildren();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }
  document.addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (key === "Escape" && !defaultPrevented && !plate.hidden && !document.querySelector("dialog:modal")) close();
  });
  store.follow(`${READING} profiles`, () => content?.update(), QUIET_MS);
}

/** @param {any} deck @param {string} target a tag, `control:NAME`, or `piece:PLACE` in the drawing @returns {Content | null} */
function contentOf(deck, target) {
  const { meta, tags, controls } = deck;
  const [kind, rest] = target.split(/:(.*)/s);
  if (kind === "piece" && rest) return openPiece(deck, meta.synoptic[Number(rest)]);
  const control = controls.get(rest);
  const tag = tags.get(control ? control.tag : target);
  if (!tag && !control) return null;
  return openPoint(deck, tag ?? null, tag ? meta.controls.filter((one) => one.tag === tag.tag) : [control]);
}
