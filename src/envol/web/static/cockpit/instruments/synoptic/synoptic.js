// @ts-check
// The bioreactor: inflows on the left, vessel in the middle, what leaves it and what is measured on the right.
// The words and values are HTML, so that they keep their size at any width; the drawing behind them follows their places.

import { element, setText, svg } from "../../element.js";
import { functionOf, loopOf, setpointOf, standingAlarms } from "../indicator/loops.js";
import { qualityOf, QUIET_MS, showQuality, showSign } from "../indicator/signs.js";
import { kindOf, KINDS, runs } from "./pieces.js";
import { draw } from "./pipes.js";

const FULL_AT = 0.86; // of the drawn vessel: where its highest level stands
const ORDER = Object.keys(KINDS);

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const pieces = deck.meta.synoptic
    .map((piece, place) => ({ ...piece, place }))
    .sort((a, b) => ORDER.indexOf(a.piece) - ORDER.indexOf(b.piece));
  const shown = pieces.map((piece) => pieceOf(deck, piece));
  const column = (side) =>
    element("div", { class: `side ${side}` }, ...shown.filter((one) => kindOf(one.piece).side === side).map((one) => one.element));
  const vessel = element("div", { class: "vessel-place" });
  const drawing = svg("svg", { class: "drawing", "aria-hidden": "true" });
  const middle = element("div", { class: "middle" }, column("top"), vessel, column("under"));
  const root = element("div", { class: "synoptic-plan" }, drawing, column("in"), middle, column("out"));
  host.append(root);

  /** @type {ReturnType<typeof draw> | null} */
  let fluids = null;
  const update = () => {
    for (const one of shown) one.update();
    if (fluids) pour(deck, fluids);
  };
  new ResizeObserver(() => {
    const boxOf = boxesWithin(root);
    fluids = draw(
      drawing,
      boxOf(vessel),
      shown.map((one) => ({ shown: one.piece, box: boxOf(one.element) })),
    );
    update();
  }).observe(root);
  for (const topic of ["frame", "settings", "alarms", "connected", "mode"]) deck.store.on(topic, update);
  setInterval(update, QUIET_MS);
}

/** @param {any} deck @param {any} piece */
function pieceOf(deck, piece) {
  const tags = new Map(deck.meta.tags.map((tag) => [tag.tag, tag]));
  const controls = new Map(deck.meta.controls.map((control) => [control.name, control]));
  // The deviation of a loop says nothing that its reading and its set-point do not: its faceplate has it.
  const shownThere = (name) =>
    functionOf(name) !== "D" || !piece.tags.some((other) => tags.get(other).control && loopOf(other) === loopOf(name));
  const values = [
    ...piece.tags.filter(shownThere).map((name) => tagValue(deck, tags.get(name))),
    ...piece.controls
      .map((name) => controls.get(name))
      .filter((one) => one.role === "flow" || one.role === "switch")
      .map((one) => controlValue(deck, one)),
  ];
  const word = element("span", { class: "piece-word" });
  const symbol = svg(
    "svg",
    { class: "piece-symbol", viewBox: "0 0 36 36", "aria-hidden": "true" },
    svg("path", { d: kindOf(piece).symbol }),
  );
  const root = element(
    "div",
    { class: "piece", role: "group", "aria-label": piece.title, "data-piece": piece.piece },
    element(
      "button",
      { type: "button", class: "piece-title", onclick: () => deck.selection.open(`piece:${piece.place}`) },
      symbol,
      element("span", {}, piece.title, " ", word),
    ),
    element("div", { class: "piece-values" }, ...values.map((value) => value.element)),
  );
  const update = () => {
    const running = runs(deck, piece);
    root.dataset.running = running === null ? "" : running ? "yes" : "no";
    setText(word, running === null ? "" : deck.t(running ? "synoptic.running" : "synoptic.stopped"));
    for (const value of values) value.update();
  };
  return { piece, element: root, update };
}

/** @param {any} deck @param {any} tag */
function tagValue(deck, tag) {
  const [value, quality, sign, wanted] = [
    element("b", {}),
    element("span", { class: "quality" }),
    element("span", { class: "value-sign" }),
    element("small", {}),
  ];
  const concerned = (other) => (tag.control ? loopOf(other) === loopOf(tag.tag) : other === tag.tag);
  const root = element(
    "button",
    { type: "button", class: "value", title: tag.title, "data-tag": tag.tag, onclick: () => deck.selection.open(tag.tag) },
    sign,
    element("small", { text: tag.tag }),
    element("span", { class: "unseen", text: tag.title }),
    " ",
    element("span", { class: "value-now" }, value, ` ${tag.unit}`),
    wanted,
    quality,
  );
  const update = () => {
    setText(value, deck.number(deck.store.value(tag.tag), tag.decimals));
    const setpoint = setpointOf(deck, tag);
    setText(wanted, setpoint === null ? "" : deck.t("synoptic.setpoint", { value: deck.number(setpoint, tag.decimals) }));
    showQuality(quality, qualityOf(deck.store, tag.tag, tag.control), deck.t);
    const alarms = standingAlarms(deck, concerned);
    root.dataset.alarm = alarms[0]?.priority ?? "";
    showSign(sign, alarms, deck.t);
  };
  return { element: root, update };
}

/** @param {any} deck @param {any} control */
function controlValue(deck, control) {
  const value = element("b", {});
  const unit = control.role === "switch" ? "" : control.unit;
  const root = element(
    "button",
    {
      type: "button",
      class: "value set",
      "data-control": control.name,
      onclick: () => deck.selection.open(control.tag ?? `control:${control.name}`),
    },
    element("small", { text: control.title }),
    " ",
    element("span", { class: "value-now" }, value, ` ${unit}`),
  );
  const update = () => {
    const now = deck.store.state.settings[control.name] ?? null;
    setText(value, control.role === "switch" ? deck.t(now ? "synoptic.on" : "synoptic.off") : deck.number(now, control.decimals));
  };
  return { element: root, update };
}

/** @param {HTMLElement} root @returns {(node: Element) => import("./pipes.js").Box} */
function boxesWithin(root) {
  const origin = root.getBoundingClientRect();
  return (node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return { left: left - origin.left, right: right - origin.left, top: top - origin.top, bottom: bottom - origin.top };
  };
}

/** The level follows the weight, the foam stands on it; only transforms change.
 * @param {any} deck @param {ReturnType<typeof draw>} fluids */
function pour(deck, { liquid, foam, height }) {
  const first = (/** @type {RegExp} */ letter) => deck.meta.tags.find((tag) => letter.test(tag.tag));
  const [weight, froth] = [first(/^(?:.*-)?W/), first(/^(?:.*-)?L/)];
  if (!weight) return;
  const highest = weight.limits?.find((limit) => limit.condition === "high")?.limit ?? weight.normal[1];
  const level = Math.min(1, Math.max(0, (FULL_AT * (deck.store.value(weight.tag) ?? 0)) / highest));
  const share = froth ? Math.min(1, Math.max(0, (deck.store.value(froth.tag) ?? 0) / 100)) : 0;
  const down = (node, top) => (node.style.transform = `translateY(${((1 - top) * height).toFixed(1)}px)`);
  down(liquid, level);
  down(foam, level + (1 - level) * share);
}
