// @ts-check
// The scrubber: a range over the flight's scans. The keyboard goes from point to point, or a day at a time.

import { setText } from "../cockpit/element.js";

const DAY = 24;

/**
 * @param {import("./page.js").Page} page
 * @param {import("./instant.js").Instant} instant
 * @param {{scrubber: HTMLInputElement, hour: HTMLElement}} parts
 */
export function mountScrubber({ hour }, instant, { scrubber, hour: shown }) {
  const { scans, hours } = instant.course;
  scrubber.max = String(scans[scans.length - 1]);
  scrubber.disabled = false;
  scrubber.addEventListener("input", () => instant.seekScan(Number(scrubber.value)));
  scrubber.addEventListener("keydown", (event) => {
    const move = KEYS[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(instant);
  });
  instant.on((place) => {
    const text = hour(hours[place]);
    scrubber.value = String(scans[place]);
    scrubber.setAttribute("aria-valuetext", text);
    setText(shown, text);
  });
}

/** @type {Record<string, (instant: import("./instant.js").Instant) => void>} */
const KEYS = {
  ArrowRight: (instant) => instant.move(instant.place + 1),
  ArrowUp: (instant) => instant.move(instant.place + 1),
  ArrowLeft: (instant) => instant.move(instant.place - 1),
  ArrowDown: (instant) => instant.move(instant.place - 1),
  PageUp: (instant) => instant.seek(instant.hour + DAY),
  PageDown: (instant) => instant.seek(instant.hour - DAY),
  Home: (instant) => instant.move(0),
  End: (instant) => instant.move(instant.last),
};
