// @ts-check
// What happened, drawn above the scrubber. For whoever does not see it the list of events says the same.

import { element } from "../cockpit/element.js";
import { symbol } from "../cockpit/instruments/alarms/priority.js";

/**
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Course} course
 * @param {HTMLElement} host
 */
export function drawStrip(page, course, host) {
  const [from, to] = [course.hours[0], course.hours[course.hours.length - 1]];
  const share = (hour) => (100 * (hour - from)) / (to - from || 1);
  const span = (kind, text, title, begin, end) => {
    const node = element("span", { class: `strip-${kind}`, title, text });
    node.style.left = `${share(begin)}%`;
    node.style.width = `${share(end) - share(begin)}%`;
    return node;
  };
  const phases = course.phases.map((phase, i) =>
    span("phase", phase.title, phase.title, phase.fromHour, course.phases[i + 1]?.fromHour ?? to),
  );
  const broken = course.malfunctions.map((one) => {
    const until = one.clearedHour ?? to;
    return span("malfunction", one.title, lasting(page, one, until), one.sinceHour, until);
  });
  const marks = (wanted) => course.events.filter(wanted).map((one) => markOf(page, one, share(one.hour)));
  const rows = {
    phases,
    malfunctions: broken,
    alarms: marks((one) => one.kind === "alarm" && one.priority),
    deeds: marks((one) => one.kind === "deed" || one.kind === "sample"),
  };
  host.setAttribute("aria-hidden", "true");
  host.replaceChildren(
    ...Object.entries(rows).map(([name, nodes]) => element("div", { class: `strip-row strip-row-${name}` }, ...nodes)),
  );
}

/** @param {import("./page.js").Page} page @param {any} one @param {number} until */
function lasting({ t, hour }, { title, sinceHour }, until) {
  return t("debrief.malfunction-lasts", { title, from: hour(sinceHour), to: hour(until) });
}

/**
 * @param {import("./page.js").Page} page
 * @param {import("./page.js").Happening} one
 * @param {number} share in percent
 */
function markOf({ hour }, { kind, label, priority, hour: at }, share) {
  const sign = priority ? symbol(priority) : null;
  const node = element("span", { class: `strip-mark strip-${kind}`, title: `${hour(at)} – ${label}` }, sign);
  node.style.left = `${share}%`;
  return node;
}
