// @ts-check
// What hands can do around the vessel, what stands in the way, and the answers that gestures bring.

import { twoSteps } from "../../confirm.js";
import { element, keep, setText } from "../../element.js";
import { Refused } from "../../channel.js";
import { numberField } from "../../numbers.js";

/** @type {Record<string, [string, string]>} */
const ENDINGS = { harvest: ["gestures.harvest-warning", "gestures.harvest-yes"], abort: ["gestures.abort-warning", "gestures.abort-yes"] };

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta } = deck;
  const [daily, ending] = [false, true].map((ends) => meta.interventions.filter((one) => Boolean(one.ends) === ends));
  host.append(inquiries(deck), element("ul", { class: "gesture-list" }, ...daily.map((one) => row(deck, one))));
  if (ending.length) {
    host.append(element("h3", { text: t("gestures.endings") }), element("ul", { class: "gesture-list" }, ...ending.map((one) => row(deck, one))));
  }
}

/** @param {any} deck @param {any} gesture */
function row(deck, gesture) {
  const { t, span } = deck;
  const amount = gesture.amount ? amountField(deck, gesture) : null;
  const why = element("p", { class: "why-not", "aria-live": "polite" });
  const ask = element("button", { type: "button", class: "plain", text: t("gestures.why-not"), "aria-label": t("gestures.why-not-of", { gesture: gesture.title }),
    onclick: () => obstacles(deck, gesture, why) });
  const lasts = gesture.durationMin ? element("span", { class: "soft", text: t("gestures.lasts", { span: span(gesture.durationMin / 60) }) }) : null;
  return element("li", { class: "gesture", "data-gesture": gesture.name },
    gesture.ends ? null : element("p", { class: "gesture-title" }, gesture.title, " ", lasts), amount?.node ?? null,
    element("div", { class: "row" }, gesture.ends ? ending(deck, gesture) : doing(deck, gesture, amount), " ", ask), why);
}

/** @param {any} deck @param {any} gesture @param {any} amount */
function doing(deck, gesture, amount) {
  const { t } = deck;
  const act = () => {
    if (amount && !amount.valid()) return deck.say(t("gestures.amount-outside", { ...gesture.amount, name: gesture.title }), "refused");
    return carryOut(deck, gesture, amount ? { amount: amount.value() } : {});
  };
  return element("button", { type: "button", text: t("gestures.do"), "aria-label": t("gestures.do-this", { gesture: gesture.title }), onclick: act });
}

/** @param {any} deck @param {any} gesture */
function ending(deck, gesture) {
  const [warning, yes] = ENDINGS[gesture.ends];
  return twoSteps(deck, { label: gesture.title, warning: deck.t(warning), yes: deck.t(yes), act: () => carryOut(deck, gesture, {}) });
}

/** @param {any} deck @param {any} gesture @param {{amount?: number}} fields */
function carryOut(deck, gesture, fields) {
  return deck.attempt("intervene", { intervention: gesture.name, ...fields }, deck.t("gestures.done", { gesture: gesture.title }));
}

/** @param {any} deck @param {any} gesture */
function amountField(deck, { name, amount, title }) {
  const id = `amount-${name}`;
  const { input, read } = numberField(deck, { id, value: amount.default });
  const text = deck.t("gestures.amount", { low: amount.low, high: amount.high, unit: amount.unit });
  return {
    node: element("p", { class: "field" }, element("label", { for: id }, element("span", { class: "unseen", text: `${title} ` }), text), " ", input),
    value: read,
    valid: () => read() >= amount.low && read() <= amount.high,
  };
}

/** @param {any} deck @param {any} gesture @param {HTMLElement} place */
async function obstacles(deck, gesture, place) {
  const { t } = deck;
  setText(place, t("gestures.asking"));
  try {
    const answer = await deck.ask("why-not", { intervention: gesture.name });
    const standing = answer.obstacles.filter((one) => one.always !== false);
    setText(place, standing.length ? standing.map(deck.obstacle).join(" ") : t("gestures.nothing-in-the-way"));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    setText(place, error.sentence);
  }
}

/** @param {any} deck @returns {HTMLElement} what was asked of the laboratory by a gesture, and its answer */
function inquiries(deck) {
  const { t, store } = deck;
  const list = element("ul", { class: "waiting" });
  const fold = element("section", { class: "card", "aria-label": t("gestures.answers"), hidden: true }, element("h3", { text: t("gestures.answers") }), list);
  const tell = (node) => setText(node, answerOf(deck, node.inquiry));
  store.on("inquiries", () => {
    const key = (one) => `${one.intervention}@${one.askedHour}`;
    keep(list, store.state.inquiries, key, () => element("li"), (node, one) => tell(Object.assign(node, { inquiry: one })));
    fold.hidden = !store.state.inquiries.length;
  });
  store.on("frame", () => [...list.children].forEach((node) => node.inquiry.positive === null && tell(node)));
  return fold;
}

/** @param {any} deck @param {any} inquiry */
function answerOf({ t, hour, span, store, titles }, { intervention, askedHour, dueHour, positive }) {
  const params = { gesture: titles.get(intervention) ?? intervention, hour: hour(askedHour), left: span(dueHour - store.hour) };
  if (positive === null) return t("gestures.answer-waits", params);
  return t(positive ? "gestures.answer-positive" : "gestures.answer-negative", params);
}
