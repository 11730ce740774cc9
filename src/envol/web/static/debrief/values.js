// @ts-check
// Every value at the instant: what was true, and what the instruments showed.

import { element, setText } from "../cockpit/element.js";

/** @typedef {{title: string, code?: string, unit: string, decimals: number, column: (number | null)[]}} Quantity */

/**
 * @param {import("./page.js").Page} page
 * @param {import("./instant.js").Instant} instant
 * @param {HTMLElement} host
 */
export function mountValues(page, instant, host) {
  const { meta, t, number } = page;
  const { tags, truth } = instant.course;
  const real = rowsOf(meta.truths.map((one) => ({ ...one, column: truth[one.name] })));
  const shown = rowsOf(meta.tags.map((one) => ({ ...one, code: one.tag, column: tags[one.tag] })));
  host.replaceChildren(table(page, t("debrief.truth"), real), table(page, t("debrief.tag"), shown));
  instant.on((place) => {
    for (const { quantity, cell } of [...real, ...shown]) {
      setText(cell, `${number(quantity.column[place], quantity.decimals)} ${quantity.unit}`.trim());
    }
  });
}

/** @param {Quantity[]} quantities */
function rowsOf(quantities) {
  return quantities.map((quantity) => {
    const code = quantity.code ? [" ", element("small", { text: quantity.code })] : [];
    const cell = element("td", { class: "number" });
    return { quantity, cell, row: element("tr", {}, element("th", { scope: "row" }, quantity.title, ...code), cell) };
  });
}

/** @param {import("./page.js").Page} page @param {string} caption @param {{row: HTMLElement}[]} rows */
function table({ t }, caption, rows) {
  const quantity = element("th", { scope: "col", text: t("debrief.quantity") });
  const value = element("th", { scope: "col", class: "number", text: t("debrief.value") });
  return element(
    "table",
    {},
    element("caption", { text: caption }),
    element("thead", {}, element("tr", {}, quantity, value)),
    element("tbody", {}, ...rows.map(({ row }) => row)),
  );
}
