// @ts-check
// The deck that instruments are given: the flight, its words, asking, saying, and what is selected.

import { Channel, Refused } from "./channel.js";
import { Sound } from "./sound.js";
import { Store } from "./store.js";
import { showPanel } from "./tabs.js";
import { Words } from "./words.js";

const INFO_MS = 8000; // a refusal stays until something else is said

/** @typedef {ReturnType<typeof deckOf>} Deck */

/**
 * @param {any} meta
 * @param {Record<string, string>} sentences
 * @param {{status: HTMLElement}} places
 */
export function deckOf(meta, sentences, places) {
  const words = new Words(sentences, meta.language);
  const store = new Store(meta);
  const say = sayer(places.status);
  const titles = titlesOf(meta);
  const refusal = (key, /** @type {any} */ params = {}) =>
    new Refused(key, params, told(words, `refused.${key}`, "refused.other", { key, ...titled(params, titles), ...unitOf(meta, params), ...reason(meta, params) }));
  const channel = new Channel(meta.socket, {
    refusal,
    connected: (yes) => store.connect(yes),
    lost: (key) => store.absorb(lossOf(deck, key)),
    heard: (message) => HEARD[message.type]?.(deck, message),
  });
  const deck = {
    meta, store, say, refusal, titles, channel,
    sound: new Sound(),
    /** @type {string} why the socket was about to be closed */
    turnedAway: "",
    selection: selectionOf(),
    t: (key, /** @type {import("./words.js").Params} */ params = {}) => words.say(key, params),
    number: (/** @type {number | null | undefined} */ value, /** @type {number} */ decimals = 0) => words.number(value, decimals),
    hour: (hour) => words.hour(hour),
    span: (hours) => words.span(hours),
    ask: (what, fields = {}) => channel.ask(what, fields),
    /** Ask, then say what came of it; gives null where it was refused.
     * @param {string} what @param {Record<string, unknown>} [fields] @param {string} [done] @returns {Promise<any>} */
    attempt: (what, fields = {}, done = "") => attempt(deck, what, fields, done),
    obstacle: (/** @type {{key: string, params?: any}} */ { key, params }) => refusal(key, params).sentence,
    show: showPanel,
  };
  return deck;
}

/** @param {any} deck @param {string} what @param {Record<string, unknown>} fields @param {string} done */
async function attempt(deck, what, fields, done) {
  try {
    const message = await deck.ask(what, fields);
    if (done) deck.say(done);
    return message;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    deck.say(error.sentence, "refused");
    return null;
  }
}

/** @type {Record<string, (deck: any, message: any) => void>} */
const HEARD = {
  joined(deck, message) {
    const { joined } = deck.store;
    deck.store.join(message);
    if (joined) deck.say(deck.t("page.back", { hour: deck.hour(deck.store.hour) }));
  },
  frame: (deck, message) => deck.store.advance(message),
  truth: (deck, message) => deck.store.reveal(message),
  landed: (deck) => deck.store.absorb({ landed: { url: deck.meta.scoreUrl } }),
  grounded(deck, message) {
    const { sentence } = deck.refusal("flight-grounded", message.params);
    deck.store.absorb({ lost: { sentence, url: deck.meta.homeUrl, way: "banner.home" } });
  },
  gone(deck, message) {
    deck.say(deck.refusal(message.key).sentence, "refused");
    deck.channel.renew();
  },
  refused(deck, message) {
    deck.turnedAway = message.key;
    deck.say(deck.refusal(message.key, message.params).sentence, "refused");
  },
  notice(deck, message) {
    deck.say(deck.t(`notice.${message.key}`, titled(message.params ?? {}, deck.titles)));
    if (message.key === "jump-done") reload(deck);
  },
};

/** @param {any} deck @param {string} key why the socket was closed for good @returns {Record<string, any>} */
function lossOf({ meta, turnedAway, refusal }, key) {
  if (turnedAway === "flight-over") return { landed: { url: meta.scoreUrl } };
  const { sentence } = refusal(key === "no-such-flight" && turnedAway ? turnedAway : key);
  const signIn = key === "session-expired";
  return { lost: { sentence, url: signIn ? meta.signInUrl : meta.homeUrl, way: signIn ? "banner.sign-in" : "banner.home" } };
}

/** What was flown during a jump is not in the frames. @param {any} deck */
async function reload(deck) {
  const answer = await deck.attempt("history");
  if (answer) deck.store.reload(answer.history);
}

/**
 * @param {Words} words
 * @param {string} key
 * @param {string} otherwise
 * @param {any} params
 */
function told(words, key, otherwise, params) {
  return words.say(words.has(key) ? key : otherwise, params);
}

/** @param {any} meta @returns {Map<string, string>} what each name is called on this page */
function titlesOf(meta) {
  const measured = meta.assays.flatMap((assay) => assay.measures);
  const named = [measured, meta.states, meta.phases, meta.controls, meta.alarms, meta.assays, meta.interventions, meta.malfunctions, meta.interlocks];
  return new Map(named.flatMap((list) => (list ?? []).map((one) => [one.name, one.title])));
}

/** @param {Record<string, any>} params @param {Map<string, string>} titles */
function titled(params, titles) {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, titles.get(value) ?? value]));
}

/** @param {HTMLElement} status @returns {(sentence: string, kind?: "info" | "refused") => void} */
function sayer(status) {
  let timer = 0;
  const clear = () => (status.textContent = "");
  status.addEventListener("click", clear);
  return (sentence, kind = "info") => {
    clearTimeout(timer);
    status.textContent = sentence;
    status.dataset.kind = kind;
    if (kind === "info") timer = window.setTimeout(clear, INFO_MS);
  };
}

/** The flight says units as they are declared; the page, as people write them. @param {any} meta @param {Record<string, any>} params */
function unitOf(meta, { name, unit }) {
  const found = [...meta.controls, ...meta.interventions.map((one) => ({ ...one.amount, name: one.name }))].find((one) => one.name === name);
  return unit && found?.unit ? { unit: found.unit } : {};
}

/** An interlock says why in the words of the line. @param {any} meta @param {Record<string, any>} params */
function reason(meta, params) {
  const found = (meta.interlocks ?? []).find((one) => one.name === params.interlock);
  return found ? { why: found.why } : {};
}

/** @returns {{tag: string | null, open: (tag: string | null) => void, on: (fn: (tag: string | null) => void) => () => void}} */
function selectionOf() {
  /** @type {Set<(tag: string | null) => void>} */
  const listeners = new Set();
  return {
    tag: null,
    open(tag) {
      this.tag = tag;
      for (const fn of listeners) fn(tag);
    },
    on(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}
