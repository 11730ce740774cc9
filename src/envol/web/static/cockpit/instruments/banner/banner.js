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
  const { store, t, titles } = deck;
  const [state, detail] = [element("strong.banner-state"), element("span.banner-detail")];
  const [speed, phase, way] = [element("span.banner-speed"), element("span.banner-phase"), element("a.banner-way", { hidden: true })];
  // Announced as it changes; the speed and the phase are looked up, not announced.
  host.append(element("span.banner-said", { role: "status" }, state, " ", detail), speed, phase, way);
  const update = () => {
    const { mode, landed, lost } = store.state;
    const now = stateOf(deck);
    setAttribute(state, "data-state", now.state);
    setText(state, now.word);
    setText(detail, now.detail);
    setText(speed, now.state === "ended" ? "" : t("banner.speed", { speed: mode.speed }));
    setText(phase, titles.get(mode.phase) ?? mode.phase);
    const url = landed?.url ?? lost?.url;
    const comes = way.hidden && url;
    way.hidden = !url;
    if (!url) return;
    setAttribute(way, "href", url);
    setText(way, t(landed ? "banner.see-the-score" : lost.way));
    // Whoever ended the flight by keyboard has lost the button they pressed: the way on is where they are.
    if (comes && landed && !document.activeElement?.matches("input, textarea")) way.focus();
  };
  store.follow("mode connected landed lost frame", update, STALE_MS / 3);
}

/**
 * @param {any} deck
 * @returns {{state: string, word: string, detail: string}}
 */
export function stateOf(deck) {
  const { store, t } = deck;
  const { mode, lost, landed } = store.state;
  const told = (state, word, detail = "") => ({ state, word: t(word), detail });
  if (lost && !landed) return told("lost", "banner.lost", lost.sentence);
  if (mode.ended || landed) return told("ended", "banner.ended", whyEnded(deck, mode));
  if (!store.joined) return told("lost", "banner.connecting");
  if (!store.connected) return told("lost", "banner.lost", t("banner.reconnecting"));
  if (mode.frozen) return told("frozen", "banner.frozen", whyFrozen(deck, mode.frozen));
  if (mode.jump) return told("jump", "banner.jump", t(JUMP[mode.jump]));
  return isLate(store) ? told("late", "banner.late", t("banner.late-detail")) : told("live", "banner.live");
}

/** @param {any} deck @param {any} mode */
function whyEnded(deck, { ended, frozen }) {
  if (ended === "left-the-model" && frozen) return whyFrozen(deck, frozen);
  return ENDED[ended] ? deck.t(ENDED[ended]) : "";
}

/** @param {any} deck @param {string} why */
function whyFrozen({ t, titles }, why) {
  const [, quantity] = why.split("validity:");
  if (quantity) return t("banner.frozen-outside-model", { quantity: titles.get(quantity) ?? quantity });
  return t(FROZEN[why] ?? "banner.frozen-by-command");
}

/** @param {any} store */
const isLate = ({ frame }) => Boolean(frame && (frame.late || performance.now() - frame.received > STALE_MS));
