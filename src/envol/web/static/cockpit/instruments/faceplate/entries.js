// @ts-check
// How a hand moves a control: a number with its steps, or a choice of two. Nothing is clamped in silence.

import { button, element, radio, setText } from "../../element.js";
import { numberField, placesOf } from "../../numbers.js";

const SETTLE_MS = 5000; // a value that was acknowledged and is not shown by then was replaced by another

/** @param {any} deck @param {any} control @returns {import("./point.js").Part} */
export function entry(deck, control) {
  const { t, number, store } = deck;
  const { name, title, unit, low, high, step, decimals } = control;
  const shown = (value) => number(value, Math.max(decimals, placesOf(value))); // 55.5 is not to be read as 56
  const id = `entry-${name}`;
  const parts = shell(deck, control);
  let touched = false;
  const changed = (/** @type {boolean} */ stepped) => {
    touched = true;
    if (stepped) parts.fault(faultOf(deck, control, field.read()));
  };
  const field = numberField(deck, { id, decimals, step, changed, "aria-describedby": `${id}-range ${id}-fault` });
  const apply = () => {
    const value = field.read();
    const fault = faultOf(deck, control, value);
    parts.fault(fault);
    if (fault) return field.input.focus();
    touched = false;
    parts.send(value, shown(value));
  };
  field.input.addEventListener("keydown", ({ key }) => key === "Enter" && apply());
  const stepper = (by, sign, key) =>
    button(sign, () => field.nudge(by), { class: "plate-step", "aria-label": t(key, { step: shown(step), name: title }) });
  return parts.part(
    [
      element("div.plate-row", element("label.unseen", { for: id }, title), stepper(-step, "−", "faceplate.less"), field.input,
        element("span", unit), stepper(step, "+", "faceplate.more"), button(t("faceplate.apply"), apply, { class: "plate-apply" })),
      element("p.plate-soft", { id: `${id}-range` }, t("faceplate.range", { low: shown(low), high: shown(high), unit })),
      parts.note,
    ],
    () => {
      const now = store.state.settings[name] ?? null;
      parts.update(`${shown(now)} ${unit}`);
      if (!touched && !parts.waits() && document.activeElement !== field.input) field.write(now);
    },
  );
}

/** @param {any} deck @param {any} control @param {number} value @returns {string} why it would be refused; empty where it would not */
function faultOf({ refusal }, { low, high, unit, title: name }, value) {
  if (!Number.isFinite(value)) return refusal("not-a-number", { name, value: "" }).sentence;
  if (value > high) return refusal("above-limit", { name, value, limit: high, unit }).sentence;
  return value < low ? refusal("below-limit", { name, value, limit: low, unit }).sentence : "";
}

/** @param {any} deck @param {any} control a mode or a switch @returns {import("./point.js").Part} */
export function choice(deck, control) {
  const { name, role } = control;
  const words = (role === "mode" ? ["faceplate.manual", "faceplate.automatic"] : ["faceplate.off", "faceplate.on"]).map((key) => deck.t(key));
  const parts = shell(deck, control);
  const radios = words.map((word, value) => radio(word, { name: `choice-${name}`, value, onchange: () => parts.send(value, word) }));
  return parts.part([element("div.plate-row", radios)], () => {
    const now = deck.store.state.settings[name] ? 1 : 0;
    parts.update(words[now]);
    if (!parts.waits()) radios[now].control.checked = true;
  });
}

/** What both have: the present value, beside it the one that is on its way, and the place where a refusal is said.
 * @param {any} deck @param {any} control */
function shell(deck, { name, title, role }) {
  const { t, store } = deck;
  const [value, coming, note] = [element("b"), element("span.plate-coming", { role: "status" }), element("p.plate-soft")];
  const refusal = element("p.plate-fault", { id: `entry-${name}-fault`, role: "alert" });
  /** @type {{value: number, until: number} | null} */
  let pending = null;
  let shownNow = "";
  const fault = (/** @type {string} */ sentence) => setText(refusal, sentence);
  const send = async (wanted, words) => {
    const mine = (pending = { value: wanted, until: Infinity });
    const refused = ({ sentence }) => {
      if (pending === mine) pending = null;
      fault(sentence);
    };
    setText(coming, t("faceplate.coming", { value: words }));
    const done = t("faceplate.done", { name: title, value: words });
    if (await deck.askOr("set-input", { input: name, value: wanted }, refused, done)) {
      fault("");
      mine.until = performance.now() + SETTLE_MS;
    }
    update();
  };
  function update(present = shownNow) {
    shownNow = present;
    setText(value, present);
    const { settings, profiles } = store.state;
    const settled = pending && pending.until < Infinity && settings[name] === pending.value;
    if (settled || (pending && performance.now() > pending.until)) pending = null;
    if (!pending) setText(coming, "");
    const idle = role === "output" && settings[name.replace(/[^.]*$/, "automatic")] === 1;
    setText(note, profiles[name]?.length ? t("faceplate.follows-profile") : idle ? t("faceplate.output-idle") : "");
  }
  const present = element("p.plate-now", t("faceplate.now"), " ", value, " ", coming);
  /** @param {Node[]} content @param {() => void} follow */
  const part = (content, follow) => ({
    nodes: [element("fieldset.plate-control", element("legend", title), present, content, refusal)],
    update: follow,
  });
  return { note, fault, send, update, part, waits: () => pending !== null };
}
