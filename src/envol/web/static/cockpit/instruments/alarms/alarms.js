// @ts-check
// The alarms in the states of ISA-18.2: the gravest first, what each means and asks for, and acknowledging.

import { element, keep, setAttribute, setText } from "../../element.js";
import { mountLog } from "./log.js";
import { PRIORITIES, RANK, symbol } from "./priority.js";
import { watch } from "./watch.js";

/** @type {Record<string, string>} */
const STATES = {
  unacknowledged: "alarms.unacknowledged", acknowledged: "alarms.acknowledged", "returned-unacknowledged": "alarms.returned",
};

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta, store } = deck;
  const definitions = new Map(meta.alarms.map((alarm) => [alarm.name, alarm]));
  const all = element("button", { type: "button", text: t("alarms.acknowledge-all"), "data-action": "acknowledge-all",
    onclick: () => acknowledge(deck, "all") });
  const none = element("p", { class: "soft", text: t("alarms.none") });
  const list = element("ul", { class: "alarm-list", "aria-label": t("alarms.list") });
  host.append(element("div", { class: "row" }, all, ...soundButtons(deck)), none, list);
  mountLog(host, deck, definitions);
  watch(host, deck, definitions);
  const update = () => {
    const alarms = sorted(store.state.alarms, definitions);
    const hadFocus = list.contains(document.activeElement);
    keep(list, alarms, (one) => one.alarm.name, (one) => row(deck, one.alarm), (node, one) => refresh(node, one, deck));
    if (hadFocus && !list.contains(document.activeElement)) deck.show("alarms"); // its row is gone
    none.hidden = alarms.length > 0;
    all.disabled = !alarms.some(({ waits }) => waits);
  };
  store.on("alarms", update);
  store.on("frame", () => {
    for (const node of list.children) followValue(node, deck);
  });
  update();
}

/** @param {any[]} alarms @param {Map<string, any>} definitions the gravest first, then the latest */
function sorted(alarms, definitions) {
  return alarms
    .filter(({ name }) => definitions.has(name))
    .map(({ name, state, since }) => ({ alarm: definitions.get(name), state, since, waits: state !== "acknowledged" }))
    .sort((a, b) => RANK.indexOf(a.alarm.priority) - RANK.indexOf(b.alarm.priority) || b.since - a.since);
}

/** @param {any} deck @param {any} alarm @returns {HTMLElement} */
function row(deck, alarm) {
  const { t } = deck;
  const [state, since, value] = [element("strong", { class: "alarm-state" }), element("span"), element("span", { class: "alarm-value" })];
  const label = t("alarms.acknowledge-one", { alarm: alarm.title });
  const ack = element("button", { type: "button", class: "alarm-ack", text: t("alarms.acknowledge"), "aria-label": label,
    onclick: () => acknowledge(deck, alarm.name) });
  const sign = element("span", { class: "sign", "data-priority": alarm.priority }, symbol(alarm.priority));
  const node = element("li", { class: "alarm", "data-priority": alarm.priority }, sign,
    element("div", { class: "alarm-what" },
      element("h3", {}, alarm.title, " ", element("span", { class: "alarm-priority", text: t(PRIORITIES[alarm.priority]) })),
      element("p", {}, state, " · ", since), element("p", {}, value), ack, " ", faceplateButton(deck, alarm), detail(deck, alarm)));
  return Object.assign(node, { parts: { state, since, value, ack, sign }, alarm });
}

/** @param {any} deck @param {any} alarm */
function faceplateButton(deck, alarm) {
  const label = deck.t("alarms.open", { tag: alarm.tag });
  return element("button", { type: "button", class: "plain", text: label, onclick: () => deck.selection.open(alarm.tag) });
}

/** @param {any} deck @param {any} alarm */
function detail({ t, span }, alarm) {
  const facts = [
    ["alarms.cause", alarm.cause], ["alarms.consequence", alarm.consequence], ["alarms.action", alarm.action],
    ["alarms.time-to-respond", span(alarm.minutes / 60)],
  ];
  return element("details", {}, element("summary", { text: t("alarms.what-to-do"), "aria-label": t("alarms.what-to-do-about", { alarm: alarm.title }) }),
    element("dl", {}, ...facts.flatMap(([key, text]) => [element("dt", { text: t(key) }), element("dd", { text })])));
}

/** @param {any} node @param {any} one @param {any} deck */
function refresh(node, { state, since, waits }, deck) {
  const { parts } = node;
  setAttribute(node, "data-state", state);
  setAttribute(parts.sign, "data-state", state);
  setText(parts.state, deck.t(STATES[state] ?? "alarms.unacknowledged"));
  setText(parts.since, deck.t("alarms.since", { hour: deck.hour(since) }));
  if (!waits && document.activeElement === parts.ack) node.querySelector("summary").focus();
  parts.ack.hidden = !waits;
  followValue(node, deck);
}

/** @param {any} node @param {any} deck */
function followValue(node, { t, number, store, meta }) {
  const { alarm } = node;
  const tag = meta.tags.find((one) => one.tag === alarm.tag) ?? { decimals: 1, unit: "", title: alarm.tag };
  const params = { tag: alarm.tag, value: number(store.value(alarm.tag), tag.decimals), limit: number(alarm.limit, tag.decimals), unit: tag.unit };
  setText(node.parts.value, t(alarm.condition.startsWith("low") ? "alarms.value-low" : "alarms.value-high", params));
}

/** @param {any} deck @param {string} alarm */
function acknowledge(deck, alarm) {
  const title = alarm === "all" ? deck.t("alarms.every") : deck.titles.get(alarm);
  return deck.attempt("acknowledge", { alarm }, deck.t("alarms.is-acknowledged", { alarm: title }));
}

/** @param {any} deck @returns {HTMLElement[]} */
function soundButtons({ t, sound }) {
  const silence = element("button", { type: "button", text: t("alarms.silence"), title: t("alarms.silence-title"), "data-action": "silence", onclick: () => sound.silence() });
  const on = element("button", { type: "button", text: t("alarms.sound"), "data-action": "sound", onclick: () => sound.toggle() });
  const update = () => {
    silence.disabled = !sound.priority || !sound.on;
    setAttribute(on, "aria-pressed", String(sound.on));
  };
  sound.listen(update);
  update();
  return [silence, on];
}
