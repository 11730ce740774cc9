// @ts-check
// A set-point that follows (hour, value) points, joined by straight lines.

import { element, keep, setText } from "../../element.js";
import { numberField } from "../../numbers.js";
import { drawing } from "./drawing.js";
import { faultOf, valueAt } from "./points.js";

const ROLES = ["setpoint", "flow", "output"]; // a mode or a switch is turned by hand
const LEAD_H = 24; // the first draft holds the present value for a day

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta, store } = deck;
  const controls = meta.controls.filter((one) => ROLES.includes(one.role));
  if (!controls.length) return host.append(element("p", { class: "soft", text: t("profiles.none") }));
  const editor = editorOf(deck, controls);
  host.append(editor.node);
  store.on("profiles", () => editor.told());
  store.on("settings", () => editor.told());
  let shown = "";
  store.on("frame", () => {
    const minute = store.hour.toFixed(2);
    if (minute !== shown && !host.hidden) editor.follow(); // drawn only while somebody looks
    shown = minute;
  });
  editor.told();
}

/** @param {any} deck @param {any[]} controls */
function editorOf(deck, controls) {
  const { t, store } = deck;
  /** @type {{control: any, points: {id: number, hour: number, value: number}[], touched: boolean}} */
  const draft = { control: controls[0], points: [], touched: false };
  const choice = element("select", { id: "profile-input", onchange: () => choose(controls[choice.selectedIndex]) },
    ...controls.map((one) => element("option", { value: one.name, text: one.title })));
  const [now, fault] = [element("p", { class: "soft" }), element("p", { class: "fault", id: "profile-fault" })];
  const rows = element("ol", { class: "points" });
  const preview = drawing(deck);
  const send = button("profiles.send", () => sendDraft(deck, draft).then((sent) => sent && settle()));
  const cancel = button("profiles.cancel", () => cancelProfile(deck, draft.control));
  const again = button("profiles.start-again", () => settle());
  const add = button("profiles.add", () => addPoint());
  send.setAttribute("aria-describedby", "profile-fault");

  /** @param {string} key @param {() => void} act */
  function button(key, act) {
    return element("button", { type: "button", text: t(key), onclick: act });
  }
  /** @param {any} control */
  function choose(control) {
    draft.control = control;
    settle();
  }
  function settle() {
    draft.touched = false;
    draft.points = pointsOf(store, draft.control);
    draw();
  }
  function addPoint() {
    const last = draft.points[draft.points.length - 1] ?? { hour: Math.ceil(store.hour), value: draft.control.low };
    draft.points.push(numberedPoint(last.hour + LEAD_H, last.value));
    edited();
    rows.lastElementChild?.querySelector("input")?.focus();
  }
  function edited() {
    draft.touched = true;
    draw();
  }
  /** @param {any} point */
  function remove(point) {
    draft.points = draft.points.filter((one) => one !== point);
    edited();
    add.focus();
  }
  function draw() {
    keep(rows, draft.points, (point) => String(point.id), (point) => pointRow(deck, draft.control, point, edited, remove), (row) => row.tell());
    const why = faultOf(deck, draft.control, draft.points);
    setText(fault, why);
    send.disabled = Boolean(why);
    follow();
  }
  function follow() {
    const { control } = draft;
    const profile = store.state.profiles[control.name];
    const value = deck.number(presentValue(store, control), control.decimals);
    setText(now, t(profile ? "profiles.follows" : "profiles.holds", { value, unit: control.unit }));
    cancel.disabled = !profile;
    preview.draw(control, draft.points, profile ?? []);
  }
  const node = element("div", { class: "profile" },
    element("p", { class: "field" }, element("label", { for: "profile-input", text: t("profiles.input") }), " ", choice),
    now, preview.node, rows, fault, element("div", { class: "row" }, add, " ", send, " ", again, " ", cancel));
  return { node, follow, told: () => (draft.touched ? follow() : settle()) };
}

let points = 0;

/** @param {number} hour @param {number} value */
function numberedPoint(hour, value) {
  return { id: ++points, hour, value };
}

/** @param {any} store @param {any} control the profile that is followed, or a first draft that changes nothing */
function pointsOf(store, control) {
  const followed = store.state.profiles[control.name];
  if (followed) return followed.map((/** @type {[number, number]} */ [hour, value]) => numberedPoint(hour, value));
  const [hour, value] = [Math.ceil(store.hour), presentValue(store, control)];
  return [numberedPoint(hour, value), numberedPoint(hour + LEAD_H, value)];
}

/** @param {any} store @param {any} control @returns {number} */
function presentValue(store, control) {
  const profile = store.state.profiles[control.name];
  return profile ? valueAt(profile, store.hour) : (store.state.settings[control.name] ?? control.low);
}

/** @param {any} deck @param {any} control @param {any} point @param {() => void} edited @param {(point: any) => void} remove */
function pointRow(deck, control, point, edited, remove) {
  const { t } = deck;
  const when = element("span", { class: "soft" });
  const field = (what, label, step) => {
    const { input, read } = numberField(deck, { value: point[what], step, changed() {
      point[what] = read();
      edited();
    } });
    return element("label", {}, label, " ", input);
  };
  const row = element("li", {},
    field("hour", t("profiles.hour"), 1), " ",
    field("value", t("profiles.value", { unit: control.unit }), control.step), " ",
    element("button", { type: "button", class: "plain", text: "✕", "aria-label": t("profiles.remove"), onclick: () => remove(point) }), when);
  return Object.assign(row, { tell: () => setText(when, Number.isFinite(point.hour) ? deck.hour(point.hour) : "") });
}

/** @param {any} deck @param {any} draft */
function sendDraft(deck, { control, points }) {
  const fields = { input: control.name, points: points.map((p) => [p.hour, p.value]) };
  return deck.attempt("set-profile", fields, deck.t("profiles.sent", { name: control.title }));
}

/** Setting the input to its present value ends its profile. @param {any} deck @param {any} control */
function cancelProfile(deck, control) {
  const value = Number(presentValue(deck.store, control).toFixed(control.decimals ?? 2));
  const params = { name: control.title, value: deck.number(value, control.decimals), unit: control.unit };
  return deck.attempt("set-input", { input: control.name, value }, deck.t("profiles.cancelled", params));
}
