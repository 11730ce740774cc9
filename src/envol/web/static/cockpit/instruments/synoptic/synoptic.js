// @ts-check
// The bioreactor: inflows on the left, vessel in the middle, what leaves it and what is measured on the right.
// The words and values are HTML, so that they keep their size at any width; the drawing behind them follows their places.

import { button, element, setText, svg } from "../../element.js";
import { functionOf, loopOf, QUIET_MS, READING, readingOf, showQuality, showSign } from "../indicator/readings.js";
import { kindOf, ORDER, runs } from "./pieces.js";
import { draw } from "./pipes.js";

const FULL_AT = 0.86; // of the drawn vessel: where its highest level stands

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const shown = deck.meta.synoptic
    .map((piece, place) => ({ ...piece, place }))
    .sort((a, b) => ORDER.indexOf(a.piece) - ORDER.indexOf(b.piece))
    .map((piece) => pieceOf(deck, piece));
  const column = (side) => element(`div.side.${side}`, shown.filter(({ piece }) => kindOf(piece).side === side).map((one) => one.element));
  const vessel = element("div.vessel-place");
  const drawing = svg("svg.drawing", { "aria-hidden": "true" });
  const root = element("div.synoptic-plan", drawing, column("in"), element("div.middle", column("top"), vessel, column("under")), column("out"));
  host.append(root);

  /** @type {ReturnType<typeof draw> | null} */
  let fluids = null;
  const update = () => {
    for (const one of shown) one.update();
    if (fluids) pour(deck, fluids);
  };
  new ResizeObserver(() => {
    const boxOf = boxesWithin(root);
    fluids = draw(drawing, boxOf(vessel), shown.map((one) => ({ ...kindOf(one.piece), piece: one.piece.piece, box: boxOf(one.element) })));
    update();
  }).observe(root);
  deck.store.follow(READING, update, QUIET_MS);
}

/** @param {any} deck @param {any} piece */
function pieceOf(deck, piece) {
  const { tags, controls, t, selection } = deck;
  // The deviation of a loop says nothing that its reading and its set-point do not: its faceplate has it.
  const shownThere = (name) =>
    functionOf(name) !== "D" || !piece.tags.some((other) => tags.get(other).control && loopOf(other) === loopOf(name));
  const moved = piece.controls.map((name) => controls.get(name)).filter(({ role }) => /flow|switch/.test(role));
  const values = [
    ...piece.tags.filter(shownThere).map((name) => tagValue(deck, tags.get(name))),
    ...moved.map((control) => controlValue(deck, control)),
  ];
  const word = element("span.piece-word");
  const symbol = svg("svg.piece-symbol", { viewBox: "0 0 36 36", "aria-hidden": "true" }, svg("path", { d: kindOf(piece).symbol }));
  const title = element("span", piece.title, " ", word);
  const root = element("div.piece", { role: "group", "aria-label": piece.title, "data-piece": piece.piece },
    button([symbol, title], () => selection.open(`piece:${piece.place}`), { class: "piece-title" }),
    element("div.piece-values", values.map((value) => value.element)));
  const update = () => {
    const running = runs(deck, piece);
    root.dataset.running = running === null ? "" : running ? "yes" : "no";
    setText(word, running === null ? "" : t(running ? "synoptic.running" : "synoptic.stopped"));
    for (const value of values) value.update();
  };
  return { piece, element: root, update };
}

/** @param {any} deck @param {any} tag */
function tagValue(deck, { tag, title, unit, decimals, control }) {
  const { t, number, selection } = deck;
  const [value, quality, sign, wanted] = [element("b"), element("span.quality"), element("span.value-sign"), element("small")];
  const shown = element("span.value-now", value, ` ${unit}`);
  const root = button([sign, element("small", tag), element("span.unseen", title), " ", shown, wanted, quality],
    () => selection.open(tag), { class: "value", title, "data-tag": tag });
  const update = () => {
    const now = readingOf(deck, { tag, control });
    setText(value, number(now.value, decimals));
    setText(wanted, now.setpoint === null ? "" : t("synoptic.setpoint", { value: number(now.setpoint, decimals) }));
    showQuality(quality, now.quality, t);
    root.dataset.alarm = now.alarms[0]?.priority ?? "";
    showSign(sign, now.alarms, t);
  };
  return { element: root, update };
}

/** @param {any} deck @param {any} control */
function controlValue({ t, number, store, selection }, { name, title, role, unit, tag, decimals }) {
  const value = element("b");
  const turned = role === "switch";
  const root = button([element("small", title), " ", element("span.value-now", value, turned ? " " : ` ${unit}`)],
    () => selection.open(tag ?? `control:${name}`), { class: "value set", "data-control": name });
  const update = () => {
    const now = store.state.settings[name] ?? null;
    setText(value, turned ? t(now ? "synoptic.on" : "synoptic.off") : number(now, decimals));
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
function pour({ meta, store }, { liquid, foam, height }) {
  const first = (/** @type {RegExp} */ letter) => meta.tags.find(({ tag }) => letter.test(tag));
  const [weight, froth] = [first(/^(?:.*-)?W/), first(/^(?:.*-)?L/)];
  if (!weight) return;
  const within = (share) => Math.min(1, Math.max(0, share));
  const highest = weight.limits?.find(({ condition }) => condition === "high")?.limit ?? weight.normal[1];
  const level = within((FULL_AT * store.value(weight.tag)) / highest);
  const share = froth ? within(store.value(froth.tag) / 100) : 0;
  const down = (node, top) => (node.style.transform = `translateY(${((1 - top) * height).toFixed(1)}px)`);
  down(liquid, level);
  down(foam, level + (1 - level) * share);
}
