// @ts-check
// The hour of the process, carried on between frames at the flight's speed.

import { element, setAttribute, setText } from "../../element.js";
import { split } from "../../words.js";

const FASTEST_MS = 100; // ten changes a second are enough for the eye
const SLOWEST_MS = 1000;
const SECONDS_UP_TO = 10; // beyond this speed the seconds are a blur

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta, store } = deck;
  const nodes = {
    day: element("span", { class: "clock-day" }),
    time: element("span", { class: "clock-time" }),
    of: element("span", { class: "clock-of", text: t("clock.until", { hour: deck.hour(meta.startHour + meta.durationH) }) }),
    left: element("span", { class: "clock-left" }),
    wall: element("span", { class: "clock-wall" }),
  };
  const bar = element("progress", { class: "clock-bar", max: meta.durationH, "aria-label": t("clock.progress") });
  host.append(element("p", { class: "clock-line" }, ...spaced(Object.values(nodes))), bar);
  const wall = new Intl.DateTimeFormat(meta.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  let timer = 0;
  const tick = () => {
    clearTimeout(timer);
    show(nodes, bar, wall, deck);
    timer = window.setTimeout(tick, document.hidden ? SLOWEST_MS : pauseOf(store));
  };
  for (const topic of ["frame", "mode", "connected"]) store.on(topic, tick);
  tick();
}

/** @param {HTMLElement[]} nodes */
function spaced(nodes) {
  return nodes.flatMap((node) => [node, " "]);
}

/** @param {Record<string, HTMLElement>} nodes @param {HTMLElement} bar @param {Intl.DateTimeFormat} wall @param {any} deck */
function show(nodes, bar, wall, { t, span, meta, store }) {
  const hour = hourNow(store, meta);
  const { day, time, seconds } = split(hour);
  const { speed } = store.state.mode;
  setText(nodes.day, t("clock.day", { day }));
  setText(nodes.time, speed <= SECONDS_UP_TO ? `${time}:${seconds}` : time);
  const left = Math.max(0, meta.startHour + meta.durationH - hour);
  setText(nodes.left, store.state.mode.ended ? "" : t("clock.left", { left: span(left / speed), speed }));
  setText(nodes.wall, t("clock.wall", { time: wall.format() }));
  setAttribute(bar, "value", Math.round((hour - meta.startHour) * 10) / 10);
}

/** @param {any} store */
function moves({ connected, state: { mode }, frame }) {
  return connected && frame && !mode.frozen && !mode.ended && !mode.jump;
}

/** @param {any} store */
function pauseOf(store) {
  if (!moves(store)) return SLOWEST_MS;
  const minute = (60 * 1000) / store.state.mode.speed;
  return Math.max(FASTEST_MS, Math.min(SLOWEST_MS, minute));
}

/**
 * @param {any} store
 * @param {{scanS: number, frameS: number}} meta
 * @returns {number} the last hour told, carried on by at most what the next frame should bring
 */
export function hourNow(store, meta) {
  const { frame, state } = store;
  if (!moves(store)) return store.hour;
  const seconds = ((performance.now() - frame.since) / 1000) * state.mode.speed;
  return frame.hour + Math.min(seconds, Math.max(meta.scanS, meta.frameS * state.mode.speed)) / 3600;
}
