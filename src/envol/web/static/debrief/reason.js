// @ts-check
// "Why is it moving?" at the instant: asked a moment after the time stands still, and a late answer is dropped.

import { drawWhy } from "../cockpit/instruments/why/draw.js";
import { fetched, Unanswered } from "./page.js";

const STILL_MS = 200;

/**
 * @param {import("./page.js").Page} page
 * @param {import("./instant.js").Instant} instant
 * @param {HTMLElement} host
 * @param {HTMLSelectElement} choice
 */
export function mountReason(page, instant, host, choice) {
  let timer = 0;
  let asking = new AbortController();
  const ask = async () => {
    asking.abort();
    const mine = (asking = new AbortController());
    const place = instant.place;
    const title = choice.selectedOptions[0]?.textContent ?? "";
    host.setAttribute("aria-busy", "true");
    if (!host.hasChildNodes()) say(host, page.t("debrief.why-loading"));
    try {
      const asked = new URLSearchParams({ scan: String(instant.course.scans[place]), state: choice.value });
      const told = await fetched(`${page.meta.whyUrl}?${asked}`, mine.signal);
      const at = page.t("debrief.why-at", { title, hour: page.hour(instant.course.hours[place]) });
      drawWhy(host, { t: page.t, number: page.number, title: at, terms: page.meta.terms }, told);
    } catch (error) {
      if (mine.signal.aborted) return; // another instant was asked about since
      say(host, error instanceof Unanswered ? page.t(error.key, error.params) : page.t("debrief.not-answered"));
    }
    host.setAttribute("aria-busy", "false");
  };
  const later = () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, STILL_MS);
  };
  choice.addEventListener("change", ask);
  instant.on(later);
}

/** @param {HTMLElement} host @param {string} sentence */
function say(host, sentence) {
  const words = document.createElement("p");
  words.textContent = sentence;
  host.replaceChildren(words);
}
