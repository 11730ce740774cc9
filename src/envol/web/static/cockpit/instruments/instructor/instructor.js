// @ts-check
// For an instructor only: what breaks, what is broken, and the true values behind the probes.

import { button, element, fold, keep, row, setText, table } from "../../element.js";
import { numberField } from "../../numbers.js";

const DIGITS = 4;

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  if (deck.meta.role !== "instructor") return;
  const parts = [...deck.meta.malfunctions.map((one) => malfunction(deck, one)), truths(deck)];
  const nodes = parts.map(({ node }) => node);
  host.append(element("ul.gesture-list", nodes.slice(0, -1)), nodes[nodes.length - 1]);
  deck.store.follow("truth", () => parts.forEach((part) => part.update()));
}

/** @param {any} deck @param {any} one */
function malfunction(deck, { name, title, cue }) {
  const { t, store, hour, attempt } = deck;
  const id = `severity-${name}`;
  const named = { malfunction: title };
  const severity = numberField(deck, { id, value: 1, step: 0.05 });
  const setIn = () => {
    const wanted = severity.read();
    if (!(wanted > 0 && wanted <= 1)) return deck.say(deck.refusal("severity").sentence, "refused");
    return attempt("inject", { malfunction: name, severity: wanted }, t("instructor.injected", named));
  };
  const mend = () => attempt("clear", { malfunction: name }, t("instructor.cleared", named));
  const state = element("p.malfunction-state");
  const inject = button(t("instructor.inject"), setIn, { "aria-label": t("instructor.inject-this", named) });
  const clear = button(t("instructor.clear"), mend, { "aria-label": t("instructor.clear-this", named) });
  const node = element("li.gesture", element("p.gesture-title", title), element("p.soft", cue), state,
    element("div.row", element("label", { for: id }, t("instructor.severity")), severity.input, inject, clear));
  return {
    node,
    update() {
      const active = store.truth?.active.find((each) => each.malfunction === name);
      setText(state, active ? t("instructor.active-since", { hour: hour(active.sinceHour) }) : t("instructor.inactive"));
      inject.disabled = Boolean(active);
      clear.disabled = !active;
    },
  };
}

/** @param {any} deck */
function truths({ t, meta, store }) {
  const body = element("tbody");
  const format = new Intl.NumberFormat(meta.language, { maximumSignificantDigits: DIGITS });
  const known = new Map(meta.truths.map((one) => [one.name, one]));
  const node = fold(t("instructor.truth"), table([t("instructor.column-quantity"), t("instructor.column-value")], body));
  node.open = true;
  return {
    node,
    update() {
      if (!node.open) return;
      const tell = (line, [name, value]) => setText(line.lastChild, value === null ? "–" : `${format.format(value)} ${known.get(name)?.unit ?? ""}`);
      const make = ([name]) => row(known.get(name)?.title ?? name, element("td.number"));
      keep(body, Object.entries(store.truth?.values ?? {}), ([name]) => name, make, tell);
    },
  };
}
