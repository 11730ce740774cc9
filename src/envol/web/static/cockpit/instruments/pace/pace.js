// @ts-check
// The flight's pace: freeze, speed; and in its other part, flying on to the next alarm, result or decision, and ending.

import { twoSteps } from "../../confirm.js";
import { button, element, setAttribute, setText } from "../../element.js";

/** @type {Record<string, string>} */
const GOALS = { alarm: "pace.jump-to-alarm", sample: "pace.jump-to-sample", decision: "pace.jump-to-decision" };

/** @param {HTMLElement} host `data-part`: "speed" or "jumps" @param {any} deck */
export function mount(host, deck) {
  if (host.dataset.part === "jumps") mountJumps(host, deck);
  else mountSpeed(host, deck);
}

/** @param {HTMLElement} host @param {any} deck */
function mountSpeed(host, { t, meta, store, attempt }) {
  let asked = null; // the speed on its way: a key pressed again counts from it
  const change = async (speed) => {
    if (!speed) return;
    asked = speed;
    await attempt("speed", { speed }, t("pace.speed-is", { speed }));
    if (asked === speed) asked = null;
  };
  const turn = () => (store.state.mode.frozen ? attempt("resume", {}, t("pace.resumed")) : attempt("freeze", {}, t("pace.is-frozen")));
  const freeze = button("", turn, { class: "pace-freeze", "data-action": "freeze" });
  const speeds = meta.speeds.map((speed) => button(t("pace.speed", { speed }), () => change(speed), { "data-speed": speed }));
  const now = () => asked ?? store.state.mode.speed;
  // For the keyboard only: the pointer has a button for each speed.
  const step = (way, next) => button("", () => change(next()), { hidden: true, "data-action": way });
  host.append(freeze, element("div.pace-speeds", { role: "group", "aria-label": t("pace.speeds") }, speeds),
    step("slower", () => meta.speeds.findLast((speed) => speed < now())), step("faster", () => meta.speeds.find((speed) => speed > now())));
  store.follow("mode", () => {
    const { frozen, ended } = store.state.mode;
    setText(freeze, t(frozen ? "pace.resume" : "pace.freeze"));
    setAttribute(freeze, "data-frozen", Boolean(frozen));
    freeze.disabled = Boolean(ended);
    meta.speeds.forEach((speed, i) => setAttribute(speeds[i], "aria-pressed", String(speed === store.state.mode.speed)));
  });
}

/** @param {HTMLElement} host @param {any} deck */
function mountJumps(host, deck) {
  const { t, store, attempt } = deck;
  const goals = Object.entries(GOALS).map(([to, key]) =>
    button(t(key), () => attempt("jump", { to }, t("pace.jumping")), { "data-action": `jump-${to}` }));
  const stop = button(t("pace.stop-jump"), () => attempt("stop-jump", {}, t("pace.jump-stopped")), { class: "pace-stop", "data-action": "stop-jump" });
  const end = twoSteps(deck, {
    label: t("pace.end"), warning: t("pace.end-warning"), yes: t("pace.end-yes"), attributes: { "data-action": "end" },
    act: () => attempt("end", {}, t("pace.ended")),
  });
  host.append(element("div.pace-jumps", { role: "group", "aria-label": t("pace.jumps") },
    element("span.pace-to", { "aria-hidden": "true" }, t("pace.jumps")), goals, stop), end);
  store.follow("mode", () => {
    const { jump, ended } = store.state.mode;
    const wasHere = [...goals, stop].includes(document.activeElement);
    for (const goal of goals) goal.hidden = Boolean(jump);
    stop.hidden = !jump;
    if (wasHere) (jump ? stop : goals[0]).focus(); // focus must not fall off the page with the button that had it
    for (const each of host.querySelectorAll("button")) each.disabled = Boolean(ended);
  });
}
