// @ts-check
// Flying on to the next alarm, result or decision as fast as it goes; and ending the flight.

import { twoSteps } from "../../confirm.js";
import { element } from "../../element.js";

/** @type {[string, string][]} */
const GOALS = [["alarm", "pace.jump-to-alarm"], ["sample", "pace.jump-to-sample"], ["decision", "pace.jump-to-decision"]];

/** @param {HTMLElement} host @param {any} deck */
export function mountJumps(host, deck) {
  const { t, store } = deck;
  const goals = GOALS.map(([to, key]) =>
    element("button", { type: "button", text: t(key), "data-action": `jump-${to}`, onclick: () => deck.attempt("jump", { to }, t("pace.jumping")) }));
  const stop = element("button", { type: "button", class: "pace-stop", text: t("pace.stop-jump"), "data-action": "stop-jump", hidden: true,
    onclick: () => deck.attempt("stop-jump", {}, t("pace.jump-stopped")) });
  const group = element("div", { class: "pace-jumps", role: "group", "aria-label": t("pace.jumps") },
    element("span", { class: "pace-to", "aria-hidden": "true", text: t("pace.jumps") }), ...goals, stop);
  const end = twoSteps(deck, {
    label: t("pace.end"), warning: t("pace.end-warning"), yes: t("pace.end-yes"), attributes: { "data-action": "end" },
    act: () => deck.attempt("end", {}, t("pace.ended")),
  });
  host.append(group, end);
  const update = () => {
    const { jump, ended } = store.state.mode;
    const wasHere = goals.includes(/** @type {any} */ (document.activeElement)) || document.activeElement === stop;
    for (const goal of goals) goal.hidden = Boolean(jump);
    stop.hidden = !jump;
    if (wasHere) (jump ? stop : goals[0]).focus(); // focus must not fall off the page with the button that had it
    for (const button of host.querySelectorAll("button")) button.disabled = Boolean(ended);
  };
  store.on("mode", update);
  update();
}
