// @ts-check
// Making nodes, and touching them only when something changed.

/** @typedef {Record<string, any>} Properties attributes; `text`; a function under "onclick", "oninput" and so on */
/** @typedef {(Node | string | Properties | null | undefined)} Content */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {(tag: string) => Element} create
 * @returns {(what: string, ...content: (Content | Content[])[]) => any} `what`: a tag, and classes after points
 */
const maker = (create) => (what, ...content) => {
  const [tag, ...classes] = what.split(".");
  const node = create(tag);
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const part of content.flat()) {
    if (part instanceof Node || typeof part === "string") node.append(part);
    else for (const [name, value] of Object.entries(part ?? {})) give(node, name, value);
  }
  return node;
};

export const element = maker((tag) => document.createElement(tag));
export const svg = maker((tag) => document.createElementNS(SVG, tag));

/** @param {Element} node @param {string} name @param {any} value */
function give(node, name, value) {
  if (typeof value === "function") node.addEventListener(name.slice(2), value);
  else if (name === "text") node.textContent = String(value);
  else setAttribute(node, name, value);
}

/** @param {Content | Content[]} content @param {(event: any) => void} onclick @param {Properties} [attributes] */
export const button = (content, onclick, attributes) => element("button", { type: "button", onclick }, attributes, content);

/** A button that turns something on and off, and says which.
 * @param {string} content @param {(on: boolean) => void} turn @param {string} [state] the attribute that says it */
export function toggle(content, turn, state = "aria-pressed") {
  const press = () => {
    const on = node.getAttribute(state) === "false";
    node.setAttribute(state, String(on));
    turn(on);
  };
  const node = button(content, press, { class: "plain", [state]: "false" });
  return node;
}

/** @param {any} input with an id @param {...Content} label */
export const field = (input, ...label) => element("p.field", element("label", { for: input.id }, label), " ", input);

/** @param {string} id @param {{name: string, title: string}[]} options @param {() => void} onchange */
export const choiceOf = (id, options, onchange) =>
  element("select", { id, onchange }, options.map(({ name, title }) => element("option", { value: name }, title)));

/** @param {string} text @param {Properties} attributes of its input: the label's `control` */
export const radio = (text, attributes) => element("label", element("input", { type: "radio" }, attributes), " ", text);

/** @param {Content} summary @param {...(Content | Content[])} content */
export const fold = (summary, ...content) => element("details", element("summary", summary), ...content);

/** A row of a table. @param {string} head @param {...(Content | Content[])} cells */
export const row = (head, ...cells) => element("tr", element("th", { scope: "row" }, head), ...cells);

/** @param {string[]} heads @param {Element} body @param {string} [caption] */
export const table = (heads, body, caption) =>
  element("table", caption ? element("caption", caption) : null,
    element("thead", element("tr", heads.map((text) => (text ? element("th", { scope: "col" }, text) : element("td"))))), body);

/** @param {any} node @param {string} name @param {string | number | boolean | null | undefined} value */
export function setAttribute(node, name, value) {
  const text = value === true ? "" : String(value);
  if (value === false || value === null || value === undefined) node.removeAttribute(name);
  else if (node.getAttribute(name) !== text) node.setAttribute(name, text);
}

/** @param {Node} node @param {string} text */
export function setText(node, text) {
  const only = node.firstChild;
  const isText = only instanceof Text && only === node.lastChild;
  if (isText && only.data !== text) only.data = text; // cheaper than a new node, ten times a second
  else if (!isText && node.textContent !== text) node.textContent = text;
}

/**
 * Keep a list's rows in step with its items: a row is made once and moved, never made again.
 * @template T
 * @param {Element} list
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => any} make
 * @param {(row: any, item: T) => void} [update]
 */
export function keep(list, items, keyOf, make, update = () => {}) {
  const rows = new Map([...list.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.key, row]));
  const keys = items.map(keyOf);
  // First, so that no row has to move for it: moving takes the focus away.
  for (const [key, row] of rows) if (!keys.includes(/** @type {string} */ (key))) row.remove();
  items.forEach((item, place) => {
    const row = rows.get(keys[place]) ?? make(item);
    row.dataset.key = keys[place];
    if (list.children[place] !== row) list.insertBefore(row, list.children[place] ?? null);
    update(row, item);
  });
}

/** What happened so far, the latest first; written out only while it is open.
 * @param {any} deck @param {string} title @param {"alarmLog" | "deeds"} section @param {number} shown how many
 * @param {(event: any) => string} said */
export function logOf({ store }, title, section, shown, said) {
  const list = element("ol.log");
  const node = fold(title, list);
  const update = () => {
    if (!node.open) return;
    const events = numbered(store.state[section]).slice(-shown).reverse();
    keep(list, events, ({ key }) => key, (event) => element("li", said(event)));
  };
  node.addEventListener("toggle", update);
  store.on(section, update);
  return node;
}

/** @param {any[]} log each event with a key of its own */
function numbered(log) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return log.map((event) => {
    const what = JSON.stringify(event);
    const times = (seen.get(what) ?? 0) + 1;
    seen.set(what, times);
    return { ...event, key: `${what}#${times}` };
  });
}

/** @param {string} name @param {string} fallback @returns {string} what this browser remembers */
export function remembered(name, fallback) {
  try {
    return localStorage.getItem(`envol.${name}`) ?? fallback;
  } catch {
    return fallback; // storage may be refused; the choice then lasts as long as the page
  }
}

/** @param {string} name @param {string} value */
export function remember(name, value) {
  try {
    localStorage.setItem(`envol.${name}`, value);
  } catch {
    // same
  }
}
