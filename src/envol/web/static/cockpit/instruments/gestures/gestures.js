// @ts-check
// What hands can do around the vessel, what stands in the way, and the answers that gestures bring.

import { twoSteps } from "../../confirm.js";
import { button, element, field, keep, setText } from "../../element.js";
import { numberField } from "../../numbers.js";

/** @type {Record<string, [string, string]>} */
const ENDINGS = { harvest: ["gestures.harvest-warning", "gestures.harvest-yes"], abort: ["gestures.abort-warning", "gestures.abort-yes"] };

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta } = deck;
  const listOf = (ends) => element("ul.gesture-list", meta.interventions.filter((one) => Boolean(one.ends) === ends).map((one) => gestureRow(deck, one)));
  const endings = listOf(true);
  host.append(inquiries(deck), listOf(false));
  if (endings.firstChild) host.append(element("h3", t("gestures.endings")), endings);
}

/** @param {any} deck @param {any} gesture */
function gestureRow(deck, gesture) {
  const { t, span } = deck;
  const { name, title, durationMin, ends } = gesture;
  const amount = gesture.amount ? amountField(deck, gesture) : null;
  const why = element("p.why-not", { "aria-live": "polite" });
  const ask = button(t("gestures.why-not"), () => obstacles(deck, name, why),
    { class: "plain", "aria-label": t("gestures.why-not-of", { gesture: title }) });
  const lasts = durationMin ? element("span.soft", t("gestures.lasts", { span: span(durationMin / 60) })) : null;
  return element("li.gesture", { "data-gesture": name },
    ends ? null : element("p.gesture-title", title, " ", lasts), amount?.node,
    element("div.row", ends ? ending(deck, gesture) : doing(deck, gesture, amount), ask), why);
}

/** @param {any} deck @param {any} gesture @param {any} amount */
function doing(deck, gesture, amount) {
  const { t, say } = deck;
  const { title } = gesture;
  const act = () => {
    if (amount && !amount.valid()) return say(t("gestures.amount-outside", { ...gesture.amount, name: title }), "refused");
    return carryOut(deck, gesture, amount ? { amount: amount.read() } : {});
  };
  return button(t("gestures.do"), act, { "aria-label": t("gestures.do-this", { gesture: title }) });
}

/** @param {any} deck @param {any} gesture */
function ending(deck, gesture) {
  const [warning, yes] = ENDINGS[gesture.ends].map((key) => deck.t(key));
  return twoSteps(deck, { label: gesture.title, warning, yes, act: () => carryOut(deck, gesture) });
}

/** @param {any} deck @param {any} gesture @param {{amount?: number}} [fields] */
const carryOut = ({ attempt, t }, { name, title }, fields) =>
  attempt("intervene", { intervention: name, ...fields }, t("gestures.done", { gesture: title }));

/** @param {any} deck @param {any} gesture */
function amountField(deck, { name, amount, title }) {
  const { input, read } = numberField(deck, { id: `amount-${name}`, value: amount.default });
  return {
    node: field(input, element("span.unseen", `${title} `), deck.t("gestures.amount", amount)),
    read,
    valid: () => read() >= amount.low && read() <= amount.high,
  };
}

/** @param {any} deck @param {string} intervention @param {HTMLElement} place */
async function obstacles({ t, askOr, obstacle }, intervention, place) {
  setText(place, t("gestures.asking"));
  const answer = await askOr("why-not", { intervention }, ({ sentence }) => setText(place, sentence));
  const standing = answer?.obstacles.filter(({ always }) => always !== false).map(obstacle);
  if (standing) setText(place, standing.join(" ") || t("gestures.nothing-in-the-way"));
}

/** @param {any} deck @returns {HTMLElement} what was asked of the laboratory by a gesture, and its answer */
function inquiries(deck) {
  const { t, store } = deck;
  const list = element("ul.waiting");
  const node = element("section.card", { "aria-label": t("gestures.answers"), hidden: true }, element("h3", t("gestures.answers")), list);
  store.on("inquiries frame", () => {
    const asked = store.state.inquiries;
    keep(list, asked, (one) => `${one.intervention}@${one.askedHour}`, () => element("li"), (row, one) => setText(row, answerOf(deck, one)));
    node.hidden = !asked.length;
  });
  return node;
}

/** @param {any} deck @param {any} inquiry */
function answerOf({ t, hour, span, store, titles }, { intervention, askedHour, dueHour, positive }) {
  const params = { gesture: titles.get(intervention) ?? intervention, hour: hour(askedHour), left: span(dueHour - store.hour) };
  if (positive === null) return t("gestures.answer-waits", params);
  return t(positive ? "gestures.answer-positive" : "gestures.answer-negative", params);
}
