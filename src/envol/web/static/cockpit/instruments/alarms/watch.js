// @ts-check
// What happens when an alarm comes: it is announced and sounds, in sight or not.

import { element, setText } from "../../element.js";
import { PRIORITIES, RANK } from "./priority.js";

/** @param {HTMLElement} host @param {any} deck @param {Map<string, any>} definitions */
export function watch(host, deck, definitions) {
  const { store, sound, t } = deck;
  const announced = element("p", { class: "unseen", "aria-live": "assertive" });
  host.append(announced);
  /** @type {Set<string>} */
  let waiting = new Set();
  store.on("alarms", () => {
    const now = new Set(store.state.alarms.filter((one) => one.state === "unacknowledged").map((one) => one.name));
    const come = gravestFirst([...now].filter((name) => !waiting.has(name)), definitions);
    waiting = now;
    if (come.length) setText(announced, come.map((alarm) => t("alarms.announced", { alarm: alarm.title, priority: t(PRIORITIES[alarm.priority]) })).join(" "));
    ring(sound, come, now, definitions);
    count(store.state.alarms.length, t);
  });
}

/** @param {Iterable<string>} names @param {Map<string, any>} definitions @returns {any[]} */
function gravestFirst(names, definitions) {
  const known = [...names].map((name) => definitions.get(name)).filter(Boolean);
  return known.sort((a, b) => RANK.indexOf(a.priority) - RANK.indexOf(b.priority));
}

/** @param {any} sound @param {any[]} come @param {Set<string>} waiting @param {Map<string, any>} definitions */
function ring(sound, come, waiting, definitions) {
  const [gravest] = gravestFirst(waiting, definitions);
  if (come.length) sound.ring(gravest.priority);
  else if (!gravest) sound.silence();
}

/** The number beside the links to the alarms. @param {number} alarms @param {any} t */
function count(alarms, t) {
  for (const node of document.querySelectorAll("[data-count=alarms]")) {
    setText(node, alarms ? t("alarms.count", { count: alarms }) : "");
  }
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = alarms ? `(${alarms}) ${title}` : title;
}
