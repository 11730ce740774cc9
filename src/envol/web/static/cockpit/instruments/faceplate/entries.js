// @ts-check
// How a hand moves a control: a number with its steps, or a choice of two. Nothing is clamped in silence.

import { Refused } from "../../channel.js";
import { element, setText } from "../../element.js";
import { numberField, placesOf } from "../../numbers.js";

const SETTLE_MS = 5000; // a value that was acknowledged and is not shown by then was replaced by another

/** @param {any} deck @param {any} control @returns {import("./point.js").Part} */
export function entry(deck, control) {
  const { name, unit, low, high } = control;
  const shown = (value) => deck.number(value, Math.max(control.decimals, placesOf(value))); // 55.5 is not to be read as 56
  const now = () => deck.store.state.settings[name] ?? null;
  const parts = shell(deck, control);
  const row = numberRow(deck, control, { shown, now, parts });
  const range = element("p", {
    id: `entry-${name}-range`,
    class: "plate-soft",
    text: deck.t("faceplate.range", { low: shown(low), high: shown(high), unit }),
  });
  parts.element.append(parts.present, row.element, range, parts.note, parts.refusal);
  return {
    nodes: [parts.element],
    update() {
      parts.update(`${shown(now())} ${unit}`);
      row.follow();
    },
  };
}

/** The field, its steps and the button that sends it.
 * @param {any} deck @param {any} control @param {{shown: (value: any) => string, now: () => number | null, parts: any}} tools */
function numberRow(deck, control, { shown, now, parts }) {
  const { name, title, unit, step, decimals } = control;
  const id = `entry-${name}`;
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
  field.input.addEventListener("keydown", (event) => event.key === "Enter" && apply());
  const stepper = (by, sign, key) =>
    element(
      "button",
      { type: "button", class: "plate-step", "aria-label": deck.t(key, { step: shown(step), name: title }), onclick: () => field.nudge(by) },
      sign,
    );
  return {
    element: element(
      "div",
      { class: "plate-row" },
      element("label", { class: "unseen", for: id, text: title }),
      stepper(-step, "−", "faceplate.less"),
      field.input,
      element("span", { text: unit }),
      stepper(step, "+", "faceplate.more"),
      element("button", { type: "button", class: "plate-apply", onclick: apply }, deck.t("faceplate.apply")),
    ),
    follow() {
      if (!touched && !parts.waits() && document.activeElement !== field.input) field.write(now());
    },
  };
}

/** @param {any} deck @param {any} control @param {number} value @returns {string} why it would be refused; empty where it would not */
function faultOf(deck, { low, high, unit, title }, value) {
  if (!Number.isFinite(value)) return deck.refusal("not-a-number", { name: title, value: "" }).sentence;
  if (value > high) return deck.refusal("above-limit", { name: title, value, limit: high, unit }).sentence;
  return value < low ? deck.refusal("below-limit", { name: title, value, limit: low, unit }).sentence : "";
}

/** @param {any} deck @param {any} control a mode or a switch @returns {import("./point.js").Part} */
export function choice(deck, control) {
  const words = control.role === "mode" ? ["faceplate.manual", "faceplate.automatic"] : ["faceplate.off", "faceplate.on"];
  const parts = shell(deck, control);
  const radio = (key, value) => {
    const input = element("input", {
      type: "radio",
      name: `choice-${control.name}`,
      value,
      onchange: () => parts.send(value, deck.t(key)),
    });
    return { input, element: element("label", {}, input, " ", deck.t(key)) };
  };
  const radios = words.map(radio);
  parts.element.append(parts.present, element("div", { class: "plate-row" }, ...radios.map((one) => one.element)), parts.refusal);
  return {
    nodes: [parts.element],
    update() {
      const now = deck.store.state.settings[control.name] ? 1 : 0;
      parts.update(deck.t(words[now]));
      if (!parts.waits()) radios[now].input.checked = true;
    },
  };
}

/** What both have: the present value, beside it the one that is on its way, and the place where a refusal is said.
 * @param {any} deck @param {any} control */
function shell(deck, { name, title, role }) {
  const [value, coming, refusal, note] = [
    element("b", {}),
    element("span", { class: "plate-coming", role: "status" }),
    element("p", { id: `entry-${name}-fault`, class: "plate-fault", role: "alert" }),
    element("p", { class: "plate-soft" }),
  ];
  /** @type {{value: number, until: number} | null} */
  let pending = null;
  const fault = (sentence) => setText(refusal, sentence);
  const send = async (wanted, words) => {
    const mine = (pending = { value: wanted, until: Infinity });
    setText(coming, deck.t("faceplate.coming", { value: words }));
    try {
      await deck.ask("set-input", { input: name, value: wanted });
      fault("");
      mine.until = performance.now() + SETTLE_MS;
      deck.say(deck.t("faceplate.done", { name: title, value: words }));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (pending === mine) pending = null;
      fault(error.sentence);
    }
    update();
  };
  let shownNow = "";
  /** @param {string} [present] */
  function update(present = shownNow) {
    shownNow = present;
    setText(value, present);
    const { settings, profiles } = deck.store.state;
    if (pending && Number.isFinite(pending.until) && (settings[name] === pending.value || performance.now() > pending.until))
      pending = null;
    if (!pending) setText(coming, "");
    const loop = name.slice(0, name.lastIndexOf("."));
    const idle = role === "output" && settings[`${loop}.automatic`] === 1;
    setText(note, profiles[name]?.length ? deck.t("faceplate.follows-profile") : idle ? deck.t("faceplate.output-idle") : "");
  }
  return {
    element: element("fieldset", { class: "plate-control" }, element("legend", { text: title })),
    present: element("p", { class: "plate-now" }, deck.t("faceplate.now"), " ", value, " ", coming),
    refusal,
    note,
    fault,
    send,
    update,
    waits: () => pending !== null,
  };
}
