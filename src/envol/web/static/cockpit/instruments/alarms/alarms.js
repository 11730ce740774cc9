// @ts-check
// The alarms in the states of ISA-18.2: the gravest first, what each means and asks for, and acknowledging.

import { button, element, fold, keep, logOf, setAttribute, setText } from "../../element.js";
import { PRIORITIES, standing, symbol } from "./priority.js";

const LOGGED = 60;
/** @type {Record<string, string>} */
const STATES = {
  unacknowledged: "alarms.unacknowledged", acknowledged: "alarms.acknowledged", "returned-unacknowledged": "alarms.returned",
};
/** @type {Record<string, string>} */
const CHANGES = { comes: "alarms.comes", goes: "alarms.goes", acknowledged: "alarms.log-acknowledged" };

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, store } = deck;
  const all = button(t("alarms.acknowledge-all"), () => acknowledge(deck, "all", t("alarms.every")), { "data-action": "acknowledge-all" });
  const none = element("p.soft", t("alarms.none"));
  const list = element("ul.alarm-list", { "aria-label": t("alarms.list") });
  const log = logOf(deck, t("alarms.log"), "alarmLog", LOGGED, (event) => changeSaid(deck, event));
  log.className = "alarm-log";
  host.append(element("div.row", all, soundButtons(deck)), none, list, log);
  watch(host, deck);
  store.follow("alarms", () => {
    const alarms = standing(deck);
    const hadFocus = list.contains(document.activeElement);
    keep(list, alarms, ({ name }) => name, (alarm) => alarmRow(deck, alarm), (node, alarm) => node.refresh(alarm));
    if (hadFocus && !list.contains(document.activeElement)) deck.show("alarms"); // its row is gone
    none.hidden = alarms.length > 0;
    all.disabled = !alarms.some(waits);
  });
  store.on("frame", () => [...list.children].forEach((node) => node.followValue()));
}

/** @param {any} alarm */
const waits = ({ state }) => state !== "acknowledged";

/** @param {any} deck @param {any} alarm @returns {HTMLElement} */
function alarmRow(deck, alarm) {
  const { t } = deck;
  const { name, title, priority, tag } = alarm;
  const [state, since, value] = [element("strong.alarm-state"), element("span"), element("p")];
  const ack = button(t("alarms.acknowledge"), () => acknowledge(deck, name, title),
    { class: "alarm-ack", "aria-label": t("alarms.acknowledge-one", { alarm: title }) });
  const open = button(t("alarms.open", { tag }), () => deck.selection.open(tag), { class: "plain" });
  const sign = element("span.sign", { "data-priority": priority }, symbol(priority));
  const node = element("li.alarm", { "data-priority": priority }, sign,
    element("div.alarm-what", element("h3", title, " ", element("span.alarm-priority", t(PRIORITIES[priority]))),
      element("p", state, " · ", since), value, ack, " ", open, detail(deck, alarm)));
  const followValue = () => setText(value, valueSaid(deck, alarm));
  return Object.assign(node, {
    followValue,
    refresh(now) {
      for (const shown of [node, sign]) setAttribute(shown, "data-state", now.state);
      setText(state, t(STATES[now.state] ?? "alarms.unacknowledged"));
      setText(since, t("alarms.since", { hour: deck.hour(now.since) }));
      if (!waits(now) && document.activeElement === ack) node.querySelector("summary").focus();
      ack.hidden = !waits(now);
      followValue();
    },
  });
}

/** @param {any} deck @param {any} alarm */
function detail({ t, span }, { title, cause, consequence, action, minutes }) {
  const facts = [
    ["alarms.cause", cause], ["alarms.consequence", consequence], ["alarms.action", action], ["alarms.time-to-respond", span(minutes / 60)],
  ];
  const node = fold(t("alarms.what-to-do"), element("dl", facts.flatMap(([key, text]) => [element("dt", t(key)), element("dd", text)])));
  setAttribute(node.firstChild, "aria-label", t("alarms.what-to-do-about", { alarm: title }));
  return node;
}

/** @param {any} deck @param {any} alarm */
function valueSaid({ t, number, store, tags }, { tag, limit, condition }) {
  const { decimals, unit } = tags.get(tag) ?? { decimals: 1, unit: "" };
  const params = { tag, value: number(store.value(tag), decimals), limit: number(limit, decimals), unit };
  return t(condition.startsWith("low") ? "alarms.value-low" : "alarms.value-high", params);
}

/** @param {any} deck @param {any} event */
function changeSaid({ t, hour, titles }, { alarm, change, hour: at }) {
  return t("alarms.log-line", { hour: hour(at), alarm: titles.get(alarm) ?? alarm, change: t(CHANGES[change] ?? "alarms.comes") });
}

/** @param {any} deck @param {string} alarm @param {string} title */
const acknowledge = (deck, alarm, title) => deck.attempt("acknowledge", { alarm }, deck.t("alarms.is-acknowledged", { alarm: title }));

/** @param {any} deck @returns {HTMLElement[]} */
function soundButtons({ t, sound, store }) {
  const silence = button(t("alarms.silence"), () => sound.ring(null), { title: t("alarms.silence-title"), "data-action": "silence" });
  const on = button(t("alarms.sound"), () => sound.toggle(), { "data-action": "sound" });
  store.follow("sound", () => {
    silence.disabled = !sound.priority || !sound.on;
    setAttribute(on, "aria-pressed", String(sound.on));
  });
  return [silence, on];
}

/** @param {HTMLElement} host @param {any} deck */
function watch(host, deck) {
  const { store, sound, t } = deck;
  const announced = element("p.unseen", { "aria-live": "assertive" });
  host.append(announced);
  /** @type {string[]} */
  let waiting = [];
  store.on("alarms", () => {
    const now = standing(deck).filter(({ state }) => state === "unacknowledged");
    const come = now.filter(({ name }) => !waiting.includes(name));
    waiting = now.map(({ name }) => name);
    if (come.length) setText(announced, come.map(({ title, priority }) => t("alarms.announced", { alarm: title, priority: t(PRIORITIES[priority]) })).join(" "));
    if (come.length || !now.length) sound.ring(now[0]?.priority ?? null);
    count(store.state.alarms.length, t);
  });
}

/** The number beside the links to the alarms. @param {number} alarms @param {any} t */
function count(alarms, t) {
  for (const node of document.querySelectorAll("[data-count=alarms]")) setText(node, alarms ? t("alarms.count", { count: alarms }) : "");
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = alarms ? `(${alarms}) ${title}` : title;
}
