// @ts-check
// What happened, drawn above the scrubber. For whoever does not see it the list of events says the same.

import { element } from "../cockpit/element.js";
import { symbol } from "../cockpit/instruments/alarms/priority.js";

/**
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Course} course
 * @param {HTMLElement} host
 */
export function drawStrip({ t, hour }, course, host) {
  const [from, to] = [course.hours[0], course.hours[course.hours.length - 1]];
  const share = (/** @type {number} */ at) => (100 * (at - from)) / (to - from || 1);
  const span = (/** @type {string} */ kind, /** @type {string} */ text, /** @type {string} */ title, /** @type {number} */ begin, /** @type {number} */ end) => {
    const node = element("span", { class: `strip-${kind}`, title, text });
    node.style.left = `${share(begin)}%`;
    node.style.width = `${share(end) - share(begin)}%`;
    return node;
  };
  const phases = course.phases.map((phase, i) =>
    span("phase", phase.title, phase.title, phase.fromHour, course.phases[i + 1]?.fromHour ?? to));
  const broken = course.malfunctions.map((one) => {
    const until = one.clearedHour ?? to;
    return span("malfunction", one.title, t("debrief.malfunction-lasts", { title: one.title, from: hour(one.sinceHour), to: hour(until) }), one.sinceHour, until);
  });
  const marks = course.events.filter((one) => one.kind === "deed" || one.kind === "sample" || one.priority).map((one) => {
    const node = element("span", { class: `strip-mark strip-${one.kind}`, title: `${hour(one.hour)} – ${one.label}` }, one.priority ? symbol(/** @type {any} */ (one.priority)) : null);
    node.style.left = `${share(one.hour)}%`;
    return node;
  });
  const row = (/** @type {string} */ name, /** @type {Node[]} */ nodes) => element("div", { class: `strip-row strip-row-${name}` }, ...nodes);
  const [alarms, deeds] = [marks.filter((node) => node.matches(".strip-alarm")), marks.filter((node) => !node.matches(".strip-alarm"))];
  host.setAttribute("aria-hidden", "true");
  host.replaceChildren(row("phases", phases), row("malfunctions", broken), row("alarms", alarms), row("deeds", deeds));
}
