// @ts-check
// The moving indicators of the whole bioreactor, the variables that are controlled or watched by an alarm first.

import { element, setText, toggle } from "../../element.js";
import { gaugeOf } from "./gauge.js";
import { functionOf, QUIET_MS, READING } from "./readings.js";

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta, selection, store } = deck;
  // Deviations and controller outputs: their loop shows them already.
  const rank = ({ control, tag }) => (control ? 0 : "DY".includes(functionOf(tag)) ? 2 : 1);
  const sorted = [...meta.tags].sort((a, b) => rank(a) - rank(b));
  const gauges = sorted.map((tag) => gaugeOf(deck, tag, () => selection.open(tag.tag)));
  const count = sorted.filter((tag) => rank(tag) === 2).length;
  const list = (...places) => element("div.gauges", gauges.slice(...places).map((gauge) => gauge.element));
  const rest = list(sorted.length - count);
  rest.hidden = true;
  const more = toggle(t("indicator.more", { count }), (open) => {
    rest.hidden = !open;
    setText(more, open ? t("indicator.fewer") : t("indicator.more", { count }));
  }, "aria-expanded");
  host.append(list(0, sorted.length - count), rest, count ? more : "");
  store.follow(READING, () => gauges.forEach((gauge) => gauge.update()), QUIET_MS);
}
