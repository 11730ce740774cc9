// @ts-check
// What happened to alarms so far, latest first; written out only while it is open.

import { element, keep, numbered } from "../../element.js";

const SHOWN = 60;
/** @type {Record<string, string>} */
const CHANGES = { comes: "alarms.comes", goes: "alarms.goes", acknowledged: "alarms.log-acknowledged" };

/** @param {HTMLElement} host @param {any} deck @param {Map<string, any>} definitions */
export function mountLog(host, deck, definitions) {
  const { t, store } = deck;
  const list = element("ol", { class: "log" });
  const fold = element("details", { class: "alarm-log" }, element("summary", { text: t("alarms.log") }), list);
  host.append(fold);
  const update = () => {
    if (!fold.open) return;
    const events = numbered(store.state.alarmLog).slice(-SHOWN).reverse();
    keep(list, events, (event) => event.key, (event) => element("li", { text: said(deck, event, definitions) }));
  };
  fold.addEventListener("toggle", update);
  store.on("alarmLog", update);
}

/** @param {any} deck @param {any} event @param {Map<string, any>} definitions */
function said({ t, hour }, event, definitions) {
  const alarm = definitions.get(event.alarm)?.title ?? event.alarm;
  return t("alarms.log-line", { hour: hour(event.hour), alarm, change: t(CHANGES[event.change] ?? "alarms.comes") });
}
