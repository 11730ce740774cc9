// @ts-check
// Tabs that show one panel at a time, and the phone's bar that says where the page stands.

import { setAttribute } from "./element.js";

const MOVES = new Map([["ArrowRight", 1], ["ArrowLeft", -1]]);

/** @param {string} name of a panel or a section: show it and go there */
export function showPanel(name) {
  const tab = document.getElementById(`tab-${name}`);
  const place = tab ?? document.getElementById(name);
  if (!place || place.hidden) return;
  if (tab) select(tab);
  place.scrollIntoView({ block: "nearest" });
  place.focus({ preventScroll: Boolean(tab) });
}

/** @param {HTMLElement} tablist */
export function mountTabs(tablist) {
  tablist.addEventListener("click", (event) => {
    const tab = /** @type {HTMLElement} */ (event.target).closest("[role=tab]");
    if (tab) select(/** @type {HTMLElement} */ (tab));
  });
  tablist.addEventListener("keydown", (event) => move(tablist, event));
}

/** @param {HTMLElement} tab */
function select(tab) {
  for (const other of tabsOf(/** @type {HTMLElement} */ (tab.parentElement))) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    const panel = document.getElementById(other.getAttribute("aria-controls") ?? "");
    if (panel) panel.hidden = !chosen;
  }
}

/** @param {HTMLElement} tablist @param {KeyboardEvent} event */
function move(tablist, event) {
  const tabs = tabsOf(tablist);
  const here = tabs.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const step = MOVES.get(event.key);
  const place = event.key === "Home" ? 0 : event.key === "End" ? tabs.length - 1 : step ? here + step : null;
  if (place === null || here < 0) return;
  event.preventDefault();
  const next = tabs[(place + tabs.length) % tabs.length];
  select(next);
  next.focus();
}

/** @param {HTMLElement} tablist @returns {HTMLElement[]} */
function tabsOf(tablist) {
  return [.../** @type {NodeListOf<HTMLElement>} */ (tablist.querySelectorAll("[role=tab]"))].filter((tab) => !tab.hidden);
}

/** @param {HTMLElement} bar links to the sections; the one in sight is current */
export function mountBar(bar) {
  const links = new Map([...bar.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const seen = new Set();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) isIntersecting ? seen.add(target.id) : seen.delete(target.id);
    const current = [...links.keys()].filter((id) => seen.has(id)).pop(); // the last section may be too short to reach the top
    for (const [id, link] of links) setAttribute(link, "aria-current", id === current ? "true" : null);
  }, { rootMargin: "-30% 0px -50% 0px" });
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
}

/** @param {HTMLElement} head what stays in sight; sections that are gone to must not end up under it */
export function measureHead(head) {
  const stays = /** @type {HTMLElement} */ (head.firstElementChild);
  const measure = () => document.body.style.setProperty("--head-height", `${head.offsetHeight || stays.offsetHeight}px`);
  for (const box of [head, stays]) new ResizeObserver(measure).observe(box);
}
