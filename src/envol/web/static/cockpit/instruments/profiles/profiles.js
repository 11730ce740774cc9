// @ts-check
// A set-point that follows (hour, value) points, joined by straight lines.

import { button, choiceOf, element, field, keep, setText } from "../../element.js";
import { numberField } from "../../numbers.js";
import { drawing } from "./drawing.js";

const ROLES = ["setpoint", "flow", "output"]; // a mode or a switch is turned by hand
const LEAD_H = 24; // the first draft holds the present value for a day

/** @param {HTMLElement} host @param {any} deck */
export function mount(host, deck) {
  const { t, meta, store } = deck;
  const controls = meta.controls.filter(({ role }) => ROLES.includes(role));
  if (!controls.length) return host.append(element("p.soft", t("profiles.none")));
  const editor = editorOf(deck, controls);
  host.append(editor.node);
  store.follow("profiles settings", editor.told);
  let shown = "";
  store.on("frame", () => {
    const minute = store.hour.toFixed(2);
    if (minute !== shown && !host.hidden) editor.follow(); // drawn only while somebody looks
    shown = minute;
  });
}

/** @param {any} deck @param {any[]} controls */
function editorOf(deck, controls) {
  const { t, store, number } = deck;
  /** @type {{control: any, points: {id: number, hour: number, value: number}[], touched: boolean}} */
  const draft = { control: controls[0], points: [], touched: false };
  const choice = choiceOf("profile-input", controls, () => {
    draft.control = controls[choice.selectedIndex];
    settle();
  });
  const [now, fault, rows] = [element("p.soft"), element("p.fault", { id: "profile-fault" }), element("ol.points")];
  const preview = drawing(deck);
  const sent = async () => (await sendDraft(deck, draft)) && settle();
  const send = button(t("profiles.send"), sent, { "aria-describedby": fault.id });
  const cancel = button(t("profiles.cancel"), () => cancelProfile(deck, draft.control));
  const again = button(t("profiles.start-again"), settle);
  const add = button(t("profiles.add"), () => {
    const last = draft.points[draft.points.length - 1] ?? { hour: Math.ceil(store.hour), value: draft.control.low };
    draft.points.push(numberedPoint(last.hour + LEAD_H, last.value));
    edited();
    rows.lastElementChild?.querySelector("input")?.focus();
  });

  function settle() {
    draft.touched = false;
    draft.points = pointsOf(store, draft.control);
    draw();
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
    const make = (point) => pointRow(deck, draft.control, point, edited, () => remove(point));
    keep(rows, draft.points, ({ id }) => String(id), make, (line) => line.tell());
    const why = faultOf(deck, draft.control, draft.points);
    setText(fault, why);
    send.disabled = Boolean(why);
    follow();
  }
  function follow() {
    const { control, points } = draft;
    const { name, decimals, unit } = control;
    const profile = store.state.profiles[name];
    setText(now, t(profile ? "profiles.follows" : "profiles.holds", { value: number(presentValue(store, control), decimals), unit }));
    cancel.disabled = !profile;
    preview.draw(control, points, profile ?? []);
  }
  const node = element("div.profile", field(choice, t("profiles.input")), now, preview.node, rows, fault,
    element("div.row", add, send, again, cancel));
  return { node, follow, told: () => (draft.touched ? follow() : settle()) };
}

let points = 0;

/** @param {number} hour @param {number} value */
const numberedPoint = (hour, value) => ({ id: ++points, hour, value });

/** @param {any} store @param {any} control the profile that is followed, or a first draft that changes nothing */
function pointsOf(store, control) {
  const [hour, value] = [Math.ceil(store.hour), presentValue(store, control)];
  const pairs = store.state.profiles[control.name] ?? [[hour, value], [hour + LEAD_H, value]];
  return pairs.map((/** @type {[number, number]} */ pair) => numberedPoint(...pair));
}

/** @param {any} store @param {any} control @returns {number} */
function presentValue({ hour, state: { profiles, settings } }, { name, low }) {
  return profiles[name] ? valueAt(profiles[name], hour) : (settings[name] ?? low);
}

/** @param {any} deck @param {any} control @param {any} point @param {() => void} edited @param {() => void} remove */
function pointRow(deck, control, point, edited, remove) {
  const { t, hour } = deck;
  const when = element("span.soft");
  const part = (what, label, step) => {
    const changed = () => {
      point[what] = read();
      edited();
    };
    const { input, read } = numberField(deck, { value: point[what], step, changed });
    return element("label", label, " ", input);
  };
  const node = element("li", part("hour", t("profiles.hour"), 1), " ", part("value", t("profiles.value", control), control.step), " ",
    button("✕", remove, { class: "plain", "aria-label": t("profiles.remove") }), when);
  return Object.assign(node, { tell: () => setText(when, Number.isFinite(point.hour) ? hour(point.hour) : "") });
}

/** @param {any} deck @param {any} draft */
function sendDraft({ attempt, t }, { control: { name, title }, points }) {
  const fields = { input: name, points: points.map(({ hour, value }) => [hour, value]) };
  return attempt("set-profile", fields, t("profiles.sent", { name: title }));
}

/** Setting the input to its present value ends its profile. @param {any} deck @param {any} control */
function cancelProfile({ store, number, attempt, t }, control) {
  const { name, title, unit, decimals } = control;
  const value = Number(presentValue(store, control).toFixed(decimals ?? 2));
  return attempt("set-input", { input: name, value }, t("profiles.cancelled", { name: title, value: number(value, decimals), unit }));
}

/** @param {[number, number][]} points @param {number} hour @returns {number} held before the first and after the last */
function valueAt(points, hour) {
  const next = points.findIndex(([at]) => at >= hour);
  if (next === 0) return points[0][1];
  if (next < 0) return points[points.length - 1][1];
  const [[from, low], [to, high]] = [points[next - 1], points[next]];
  return low + ((high - low) * (hour - from)) / (to - from);
}

/** What is wrong with them: the server decides, this only says it sooner.
 * @param {any} deck
 * @param {{low: number, high: number, unit: string, decimals: number}} control
 * @param {{hour: number, value: number}[]} points
 * @returns {string} a sentence; empty where nothing is wrong
 */
function faultOf({ t }, control, points) {
  if (!points.length) return t("profiles.fault-empty");
  if (points.some(({ hour }) => !Number.isFinite(hour))) return t("profiles.fault-hour");
  if (points.some(({ hour }, i) => i > 0 && hour <= points[i - 1].hour)) return t("profiles.fault-order");
  const beyond = points.find(({ value }) => !(value >= control.low && value <= control.high));
  return beyond ? t("profiles.fault-value", control) : "";
}
