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
  const refusal = (key, /** @type {any} */ params = {}) => {
    const said = words.has(`refused.${key}`) ? `refused.${key}` : "refused.other";
    return new Refused(key, words.say(said, { key, ...titled(params, titles), ...ofTheLine(meta, params) }));
  };
  const channel = new Channel(meta.socket, {
    refusal,
    connected: (yes) => store.connect(yes),
    lost: (key) => store.absorb(lossOf(deck, key)),
    heard: (message) => HEARD[message.type]?.(deck, message),
  });
  const deck = {
    meta, store, say, refusal, titles, channel,
    tags: new Map(meta.tags.map((one) => [one.tag, one])),
    controls: named(meta.controls),
    alarms: named(meta.alarms),
    sound: new Sound(() => store.touch("sound")),
    /** @type {string} why the socket was about to be closed */
    turnedAway: "",
    selection: selectionOf(),
    /** @type {typeof words.say} */
    t: (key, params) => words.say(key, params),
    /** @type {typeof words.number} */
    number: (value, decimals) => words.number(value, decimals),
    /** @type {typeof words.hour} */
    hour: (hour) => words.hour(hour),
    /** @type {typeof words.span} */
    span: (hours) => words.span(hours),
    /** @type {typeof channel.ask} */
    ask: (what, fields) => channel.ask(what, fields),
    /** Ask, then say what came of it; gives null where it was refused.
     * @param {string} what @param {Record<string, unknown>} [fields] @param {string} [done] @returns {Promise<any>} */
    attempt: (what, fields, done) => ask(deck, what, fields, ({ sentence }) => say(sentence, "refused"), done),
    /** As `attempt`, with a place of its own for the refusal.
     * @param {string} what @param {Record<string, unknown>} fields @param {(why: Refused) => void} refused @param {string} [done] */
    askOr: (what, fields, refused, done) => ask(deck, what, fields, refused, done),
    obstacle: (/** @type {{key: string, params?: any}} */ { key, params }) => refusal(key, params).sentence,
    show: showPanel,
  };
  return deck;
}

/** @param {any} deck @param {string} what @param {Record<string, unknown> | undefined} fields
 * @param {(why: Refused) => void} refused @param {string} [done] */
async function ask(deck, what, fields, refused, done) {
  try {
    const message = await deck.ask(what, fields);
    if (done) deck.say(done);
    return message;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    refused(error);
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
  frame: ({ store }, message) => store.advance(message),
  truth: ({ store }, message) => store.reveal(message),
  landed: ({ store, meta }) => store.absorb({ landed: { url: meta.scoreUrl } }),
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

/** @param {{name: string}[]} list @returns {Map<string, any>} */
const named = (list) => new Map(list.map((one) => [one.name, one]));

/** @param {any} meta @returns {Map<string, string>} what each name is called on this page */
function titlesOf(meta) {
  const { states, phases, controls, alarms, assays, interventions, malfunctions, interlocks } = meta;
  const measured = assays.flatMap(({ measures }) => measures);
  const all = [measured, states, phases, controls, alarms, assays, interventions, malfunctions, interlocks].flat();
  return new Map(all.map(({ name, title }) => [name, title]));
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

/** The flight says units as they are declared, and why an interlock stands as its developers write: the page, as people do.
 * @param {any} meta @param {Record<string, any>} params */
function ofTheLine(meta, { name, unit, interlock }) {
  const moved = [...meta.controls, ...meta.interventions].find((one) => one.name === name);
  const lock = meta.interlocks.find((one) => one.name === interlock);
  const written = unit && (moved?.unit ?? moved?.amount?.unit);
  return { ...(written ? { unit: written } : {}), ...(lock ? { why: lock.why } : {}) };
}

/** @returns {{open: (tag: string | null) => void, on: (fn: (tag: string | null) => void) => void}} */
function selectionOf() {
  /** @type {((tag: string | null) => void)[]} */
  const listeners = [];
  return { open: (tag) => listeners.forEach((fn) => fn(tag)), on: (fn) => listeners.push(fn) };
}
