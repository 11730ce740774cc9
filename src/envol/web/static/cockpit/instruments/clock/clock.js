// @ts-check
// The hour of the process, carried on between frames at the flight's speed.

import { element, setAttribute, setText } from "../../element.js";
import { split } from "../../words.js";

const FASTEST_MS = 250; // four changes a second are enough for the eye
const SLOWEST_MS = 1000;
const FRAMES_DO_MS = 2000; // where a minute lasts no longer than a frame, frames alone move the clock
const SECONDS_UP_TO = 10; // beyond this speed the seconds are a blur

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta: { startHour, durationH, language, ...meta }, store, span } = deck;
  const [day, time, until, left, wall] = ["day", "time", "of", "left", "wall"].map((name) => element(`span.clock-${name}`));
  const bar = element("progress.clock-bar", { max: durationH, "aria-label": t("clock.progress") });
  host.append(element("p.clock-line", day, " ", time, " ", until, " ", left, " ", wall), bar);
  setText(until, t("clock.until", { hour: deck.hour(startHour + durationH) }));
  const format = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const show = () => {
    const hour = hourNow(store, meta);
    const now = split(hour);
    const { speed, ended } = store.state.mode;
    setText(day, t("clock.day", { day: now.day }));
    setText(time, speed <= SECONDS_UP_TO ? `${now.time}:${now.seconds}` : now.time);
    setText(left, ended ? "" : t("clock.left", { left: span(Math.max(0, startHour + durationH - hour) / speed), speed }));
    setText(wall, t("clock.wall", { time: format.format() }));
    setAttribute(bar, "value", Math.round((hour - startHour) * 10) / 10);
  };
  let timer = 0;
  store.follow("frame mode connected", function tick() {
    clearTimeout(timer);
    show();
    timer = window.setTimeout(tick, document.hidden ? SLOWEST_MS : pauseOf(store));
  });
}

/** @param {any} store */
function moves({ connected, state: { mode }, frame }) {
  return connected && frame && !mode.frozen && !mode.ended && !mode.jump;
}

/** @param {any} store */
function pauseOf(store) {
  if (!moves(store)) return SLOWEST_MS;
  const minute = (60 * 1000) / store.state.mode.speed;
  return minute <= SLOWEST_MS ? FRAMES_DO_MS : Math.max(FASTEST_MS, Math.min(SLOWEST_MS, minute / 60));
}

/**
 * @param {any} store
 * @param {any} meta
 * @returns {number} the last hour told, carried on by at most what the next frame should bring
 */
function hourNow(store, meta) {
  const { frame, state } = store;
  if (!moves(store)) return store.hour;
  const seconds = ((performance.now() - frame.since) / 1000) * state.mode.speed;
  return frame.hour + Math.min(seconds, Math.max(meta.scanS, meta.frameS * state.mode.speed)) / 3600;
}
