// @ts-check
// The sliders of an outlook answer while they move. Without this script the form's button asks for the whole page.

const form = /** @type {HTMLFormElement} */ (document.getElementById("asked"));
const answer = /** @type {HTMLElement} */ (document.getElementById("answer"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));
const lines = /** @type {HTMLElement} */ (document.getElementById("lines"));

const plural = new Intl.PluralRules(document.documentElement.lang);

let asking = false;
let wanted = false;

/** Say beside each slider what it stands at. */
function tell() {
  for (const output of form.querySelectorAll("output")) {
    const slider = /** @type {HTMLInputElement} */ (document.getElementById(output.htmlFor.value));
    const value = Number(slider.value) * Number(output.dataset.times ?? 1);
    output.value = worded(value, output.dataset);
    slider.setAttribute("aria-valuetext", output.value);
  }
}

/**
 * @param {number} value
 * @param {DOMStringMap} words
 */
function worded(value, { zero = "", one = "", other = "", times }) {
  const sign = !times && value > 0 ? "+" : value < 0 ? "−" : "";
  const pattern = value === 0 ? zero : plural.select(Math.abs(value)) === "one" ? one : other;
  return pattern.replace("{}", `${sign}${Math.abs(value)}`);
}

/** Return the question as an address says it; what is not changed is left out. */
function question() {
  return new URLSearchParams(/** @type {any} */ (new FormData(form))).toString();
}

/** One question at a time: what moves meanwhile is asked once the answer is there, so that the last one always comes. */
async function ask() {
  if (asking) {
    wanted = true;
    return;
  }
  asking = true;
  try {
    const response = await fetch(`${form.dataset.answer}?${question()}`, { headers: { accept: "application/json" } });
    show(await response.json());
  } catch {
    said.textContent = form.dataset.lost ?? "";
  }
  asking = false;
  if (wanted) {
    wanted = false;
    void ask();
  }
}

/** @param {{html?: string, said?: string, query?: string, faults?: string[]}} told */
function show(told) {
  if (told.html === undefined) {
    said.textContent = (told.faults ?? []).join(" ");
    return;
  }
  const held = document.activeElement?.closest("#answer [data-region]")?.getAttribute("data-region");
  const open = new Map([...answer.querySelectorAll("details")].map((fold) => [fold.id, fold.open]));
  answer.innerHTML = told.html;
  for (const fold of answer.querySelectorAll("details")) fold.open = open.get(fold.id) ?? fold.open;
  said.textContent = told.said ?? "";
  history.replaceState(null, "", told.query ? `?${told.query}` : location.pathname);
  if (held) /** @type {SVGAElement | null} */ (answer.querySelector(`[data-region="${held}"]`))?.focus();
}

/** Keep an empty line of places at the end, for the next change. */
function nextLine() {
  const last = /** @type {HTMLElement} */ (lines.lastElementChild);
  const isUsed = Number(/** @type {HTMLInputElement} */ (last.querySelector("input")).value) !== 0;
  if (!isUsed || lines.childElementCount >= Number(lines.dataset.most)) return;
  const next = /** @type {HTMLElement} */ (last.cloneNode(true));
  const number = String(lines.childElementCount + 1);
  for (const each of next.querySelectorAll("[id], [for]")) {
    for (const name of ["id", "for"]) {
      const value = each.getAttribute(name);
      if (value) each.setAttribute(name, value.replace(/-\d+$/, `-${number}`));
    }
  }
  /** @type {HTMLElement} */ (next.querySelector("[data-number]")).textContent = number;
  /** @type {HTMLInputElement} */ (next.querySelector("input")).value = "0";
  lines.append(next);
  tell();
}

// Filters stand outside of the form that they belong to: their events do not pass through it.
document.addEventListener("input", ({ target }) => {
  if (/** @type {HTMLInputElement} */ (target).form !== form) return;
  tell();
  void ask();
});
form.addEventListener("change", nextLine);
answer.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("[data-region]");
  const region = /** @type {HTMLSelectElement} */ (form.elements.namedItem("region"));
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const code = link.getAttribute("data-region") ?? "";
  region.value = region.value === code ? "" : code;
  void ask();
});
tell();
