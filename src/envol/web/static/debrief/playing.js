// @ts-check
// Play: so many hours of the process in an hour of the clock, until the end or until somebody takes over.

import { setText } from "../cockpit/element.js";

/**
 * @param {import("./page.js").Page} page
 * @param {import("./instant.js").Instant} instant
 * @param {{play: HTMLButtonElement, speed: HTMLSelectElement}} parts
 * @returns {{stop: () => void}}
 */
export function mountPlaying({ t }, instant, { play, speed }) {
  let request = 0;
  let [hour, before] = [0, 0];
  const label = () => setText(play, request ? t("debrief.pause") : t("debrief.play"));
  const stop = () => {
    cancelAnimationFrame(request);
    request = 0;
    label();
  };
  const step = (now) => {
    hour += ((now - before) / 3_600_000) * Number(speed.value);
    before = now;
    instant.seek(hour);
    if (hour >= instant.course.hours[instant.last]) return stop();
    request = requestAnimationFrame(step);
  };
  const start = () => {
    hour = instant.place === instant.last ? instant.course.hours[0] : instant.hour;
    before = performance.now();
    request = requestAnimationFrame(step);
    label();
  };
  play.disabled = false;
  play.addEventListener("click", () => (request ? stop() : start()));
  return { stop };
}
