// @ts-check
// In what state the flight is, always in sight: a word and a shape, never a colour alone.

import { element, setAttribute, setText } from "../../element.js";

const STALE_MS = 6000; // a live flight sends a frame each second or so

/** @type {Record<string, string>} */
const FROZEN = { command: "banner.frozen-by-command", "left-alone": "banner.frozen-left-alone" };
/** @type {Record<string, string>} */
const ENDED = {
  ended: "banner.ended-by-command", harvest: "banner.ended-by-harvest", abort: "banner.ended-by-abort", time: "banner.ended-by-time",
  "left-the-model": "banner.ended-outside-model",
};
/** @type {Record<string, string>} */
const JUMP = { alarm: "banner.jump-to-alarm", sample: "banner.jump-to-sample", decision: "banner.jump-to-decision" };

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const nodes = {
    state: element("strong", { class: "banner-state" }),
    speed: element("span", { class: "banner-speed" }),
    phase: element("span", { class: "banner-phase" }),
    way: element("a", { class: "banner-way", hidden: true }),
    detail: element("span", { class: "banner-detail" }),
  };
  // Announced as it changes; the speed and the phase are looked up, not announced.
  host.append(element("span", { class: "banner-said", role: "status" }, nodes.state, " ", nodes.detail), nodes.speed, nodes.phase, nodes.way);
  const update = () => show(nodes, deck);
  for (const topic of ["mode", "connected", "landed", "lost", "frame"]) deck.store.on(topic, update);
  setInterval(update, STALE_MS / 3);
  update();
}

/** @param {Record<string, HTMLElement>} nodes @param {any} deck */
function show(nodes, deck) {
  const { mode, landed, lost } = deck.store.state;
  const { state, word, detail } = stateOf(deck);
  setAttribute(nodes.state, "data-state", state);
  setText(nodes.state, word);
  setText(nodes.detail, detail);
  setText(nodes.speed, state === "ended" ? "" : deck.t("banner.speed", { speed: mode.speed }));
  setText(nodes.phase, deck.titles.get(mode.phase) ?? mode.phase);
  const url = landed?.url ?? lost?.url;
  nodes.way.hidden = !url;
  if (!url) return;
  setAttribute(nodes.way, "href", url);
  setText(nodes.way, deck.t(landed ? "banner.see-the-score" : lost.way));
}

/**
 * @param {any} deck
 * @returns {{state: string, word: string, detail: string}}
 */
export function stateOf({ store, t, titles }) {
  const { mode, lost, landed } = store.state;
  if (lost && !landed) return { state: "lost", word: t("banner.lost"), detail: lost.sentence };
  if (mode.ended || landed) return { state: "ended", word: t("banner.ended"), detail: whyEnded(mode, t, titles) };
  if (!store.joined) return { state: "lost", word: t("banner.connecting"), detail: "" };
  if (!store.connected) return { state: "lost", word: t("banner.lost"), detail: t("banner.reconnecting") };
  if (mode.frozen) return { state: "frozen", word: t("banner.frozen"), detail: whyFrozen(mode.frozen, t, titles) };
  if (mode.jump) return { state: "jump", word: t("banner.jump"), detail: t(JUMP[mode.jump]) };
  if (isLate(store)) return { state: "late", word: t("banner.late"), detail: t("banner.late-detail") };
  return { state: "live", word: t("banner.live"), detail: "" };
}

/** @param {any} mode @param {any} t @param {Map<string, string>} titles */
function whyEnded({ ended, frozen }, t, titles) {
  if (ended === "left-the-model" && frozen) return whyFrozen(frozen, t, titles);
  return ENDED[ended] ? t(ENDED[ended]) : "";
}

/** @param {string} why @param {any} t @param {Map<string, string>} titles */
function whyFrozen(why, t, titles) {
  const quantity = why.startsWith("validity:") ? why.slice("validity:".length) : null;
  if (quantity) return t("banner.frozen-outside-model", { quantity: titles.get(quantity) ?? quantity });
  return t(FROZEN[why] ?? "banner.frozen-by-command");
}

/** @param {any} store */
function isLate({ frame }) {
  return Boolean(frame && (frame.late || performance.now() - frame.received > STALE_MS));
}
