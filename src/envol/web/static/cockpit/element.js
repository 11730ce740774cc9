// @ts-check
// Making nodes, and touching them only when something changed.

/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Properties */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} tag
 * @param {Properties} [properties] attributes; `text`; a function under "onclick", "oninput" and so on
 * @param {...(Node | string | null)} children
 * @returns {any}
 */
export function element(tag, properties = {}, ...children) {
  return filled(document.createElement(tag), properties, children);
}

/**
 * @param {string} tag
 * @param {Properties} [properties]
 * @param {...Node} children
 * @returns {any}
 */
export function svg(tag, properties = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), properties, children);
}

/** @param {any} node @param {Properties} properties @param {(Node | string | null)[]} children */
function filled(node, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name === "text") node.textContent = String(value);
    else setAttribute(node, name, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** @param {Element} node @param {string} name @param {string | number | boolean | null | undefined} value */
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

/** @param {any[]} log each event with a key of its own */
export function numbered(log) {
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
