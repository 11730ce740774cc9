// @ts-check
// Every value at the instant: what the instruments showed, and what was true.

import { element, setText } from "../cockpit/element.js";

/**
 * @param {import("./page.js").Page} page
 * @param {import("./instant.js").Instant} instant
 * @param {HTMLElement} host
 */
export function mountValues(page, instant, host) {
  const { meta, t, number } = page;
  const { tags, truth } = instant.course;
  const shown = meta.tags.map((/** @type {any} */ one) => ({ ...one, name: one.tag, code: one.tag, column: tags[one.tag] }));
  const real = meta.truths.map((/** @type {any} */ one) => ({ ...one, column: truth[one.name] }));
  const rows = [...shown, ...real].map((one) => ({ one, cell: element("td", { class: "number" }) }));
  const table = (/** @type {string} */ caption, /** @type {any[]} */ some) => element("table", {},
    element("caption", { text: caption }),
    element("thead", {}, element("tr", {}, element("th", { scope: "col", text: t("debrief.quantity") }), element("th", { scope: "col", class: "number", text: t("debrief.value") }))),
    element("tbody", {}, ...some.map(({ one, cell }) => element("tr", {},
      element("th", { scope: "row" }, one.title, one.code ? " " : null, one.code ? element("small", { text: one.code }) : null), cell))));
  host.replaceChildren(table(t("debrief.truth"), rows.slice(shown.length)), table(t("debrief.tag"), rows.slice(0, shown.length)));
  instant.on((place) => {
    for (const { one, cell } of rows) setText(cell, `${number(one.column[place], one.decimals)} ${one.unit}`.trim());
  });
}
