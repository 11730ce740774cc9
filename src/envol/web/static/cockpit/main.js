// @ts-check
// The cockpit's one entry: read the page's data, give every instrument the deck, open the socket.

import { element } from "./element.js";
import { mount as alarms } from "./instruments/alarms/alarms.js";
import { mount as banner } from "./instruments/banner/banner.js";
import { mount as clock } from "./instruments/clock/clock.js";
import { mount as faceplate } from "./instruments/faceplate/faceplate.js";
import { mount as gestures } from "./instruments/gestures/gestures.js";
import { mount as indicator } from "./instruments/indicator/indicator.js";
import { mount as laboratory } from "./instruments/laboratory/laboratory.js";
import { mount as notes } from "./instruments/notes/notes.js";
import { mount as pace } from "./instruments/pace/pace.js";
import { mount as profiles } from "./instruments/profiles/profiles.js";
import { mount as synoptic } from "./instruments/synoptic/synoptic.js";
import { mount as trends } from "./instruments/trends/trends.js";
import { mount as why } from "./instruments/why/why.js";
import { mountKeyboard } from "./keyboard.js";
import { deckOf } from "./page.js";
import { measureHead, mountBar, mountTabs } from "./tabs.js";

/** @type {Record<string, (host: HTMLElement, deck: any) => void>} */
const INSTRUMENTS = {
  alarms, banner, clock, faceplate, gestures, indicator, laboratory, notes, pace, profiles, synoptic, trends, why,
};

/** @param {string} id */
const placed = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @param {string} id */
const data = (id) => JSON.parse(placed(id).textContent ?? "null");

// An instructor's instrument is fetched where there is a place for it: no pilot's browser ever holds it.
if (document.querySelector("[data-instrument=instructor]")) {
  INSTRUMENTS.instructor = (await import("./instruments/instructor/instructor.js")).mount;
}

const deck = deckOf(data("deck-meta"), data("deck-words"), { status: placed("status") });

for (const host of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-instrument]"))) {
  try {
    INSTRUMENTS[host.dataset.instrument ?? ""](host, deck);
  } catch (error) {
    console.error(error); // one instrument that fails leaves the others flying, and says so in its place
    host.append(element("p", { class: "broken", text: deck.t("page.broken") }));
  }
}
for (const tablist of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[role=tablist]"))) mountTabs(tablist);
mountBar(placed("bar"));
measureHead(/** @type {HTMLElement} */ (document.querySelector(".head")));
mountKeyboard(/** @type {HTMLDialogElement} */ (placed("keys")), deck);

window.addEventListener("online", () => deck.channel.retry());
document.documentElement.dataset.ready = "true"; // for tests: the page answers from here on
deck.channel.open();
