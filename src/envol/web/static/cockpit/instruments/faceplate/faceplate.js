// @ts-check
// One frame for every tag, control and piece: it opens beside the work, and gives the focus back where it came from.

import { element } from "../../element.js";
import { QUIET_MS } from "../indicator/signs.js";
import { openPiece } from "./piece.js";
import { openPoint } from "./point.js";

/** @typedef {{title: string, name: string, body: Node[], update: () => void, close?: () => void}} Content */

const TOPICS = ["frame", "settings", "profiles", "alarms", "mode", "connected"];

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, selection } = deck;
  const [title, name, body] = [
    element("h2", { id: "plate-title", tabindex: -1 }),
    element("span", { class: "plate-name" }),
    element("div", { class: "plate-body" }),
  ];
  const close = element("button", { type: "button", class: "plain", onclick: () => selection.open(null) }, t("faceplate.close"));
  const plate = element(
    "div",
    { class: "plate", role: "dialog", "aria-labelledby": "plate-title", hidden: true },
    element("header", {}, element("div", {}, title, name), close),
    body,
  );
  host.append(plate);
  /** @type {Content | null} */
  let content = null;
  /** @type {any} */
  let opener = null;

  /** @param {string | null} target */
  function show(target) {
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
  }
  function giveBack() {
    body.replaceChildren();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || plate.hidden || document.querySelector("dialog:modal")) return;
    selection.open(null);
  });
  selection.on(show);
  const update = () => content?.update();
  for (const topic of TOPICS) deck.store.on(topic, update);
  setInterval(update, QUIET_MS);
}

/** @param {any} deck @param {string} target a tag, `control:NAME`, or `piece:PLACE` in the drawing @returns {Content | null} */
function contentOf(deck, target) {
  const [kind, rest] = target.split(/:(.*)/s);
  if (kind === "piece" && rest) return openPiece(deck, deck.meta.synoptic[Number(rest)]);
  const control = rest && deck.meta.controls.find((one) => one.name === rest);
  const tag = deck.meta.tags.find((one) => one.tag === (control ? control.tag : target));
  if (!tag && !control) return null;
  return openPoint(deck, tag ?? null, tag ? deck.meta.controls.filter((one) => one.tag === tag.tag) : [control]);
}
