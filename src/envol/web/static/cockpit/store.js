// @ts-check
// What the page knows of the flight. Whoever listens is told at most once an animation frame.

import { History } from "./history.js";

/** @typedef {{scan: number, hour: number, due: number, values: (number | null)[], late?: number, received: number, since: number}} Frame */

const HIDDEN_MS = 250; // a hidden page gets no animation frames, and its alarms must still sound

export class Store {
  /** @param {any} meta */
  constructor(meta) {
    /** @type {Frame | null} */
    this.frame = null;
    /** @type {Record<string, any>} */
    this.state = {
      mode: { frozen: "", ended: "", speed: 1, jump: null, phase: "", watchers: 0 },
      settings: {}, profiles: {}, alarms: [], alarmLog: [], samples: [], inquiries: [], deeds: [],
    };
    /** @type {{values: Record<string, number>, active: {malfunction: string, sinceHour: number}[]} | null} */
    this.truth = null;
    this.connected = false;
    this.joined = false;
    this.history = new History(meta.tags.map((tag) => tag.tag));
    this.places = new Map(meta.tags.map((tag, i) => [tag.tag, i]));
    /** @type {Map<string, Set<() => void>>} */
    this.listeners = new Map();
    /** @type {Set<string>} */
    this.changed = new Set();
    document.addEventListener("visibilitychange", () => this.changed.size && this.tell());
  }

  /** @param {string} tag @returns {number | null} */
  value(tag) {
    const place = this.places.get(tag);
    return place === undefined ? null : (this.frame?.values[place] ?? null);
  }

  /** The hour of the process that the page shows. */
  get hour() {
    return this.frame?.hour ?? 0;
  }

  /** @param {string} topics with spaces between @param {() => void} fn */
  on(topics, fn) {
    for (const topic of topics.split(" ")) this.listeners.set(topic, (this.listeners.get(topic) ?? new Set()).add(fn));
  }

  /** Now, at each change, and so often besides where nothing may tell of one.
   * @param {string} topics @param {() => void} fn @param {number} [everyMs] */
  follow(topics, fn, everyMs) {
    this.on(topics, fn);
    if (everyMs) setInterval(fn, everyMs);
    fn();
  }

  /** @param {any} message "joined" */
  join(message) {
    this.joined = true;
    this.history.load(message.history);
    this.absorb(message.state);
    this.showLastOf(message.history);
    this.touch("history", "frame");
  }

  /** The first frame may be a second away: what the flight showed last is in its history.
   * @param {import("./history.js").Told} told */
  showLastOf(told) {
    const last = told.hours.length - 1;
    if (last < 0) return;
    const values = this.history.tags.map((tag) => told.values[tag]?.[last] ?? null);
    const received = performance.now();
    const now = { hour: told.hours[last], due: Date.now(), received, since: received };
    if (!this.frame || this.frame.hour <= now.hour) this.frame = { scan: this.frame?.scan ?? 0, ...now, values };
  }

  /** @param {any} message "frame" */
  advance(message) {
    const { state, type, ...frame } = message;
    const received = performance.now();
    const stands = this.frame && this.frame.hour === frame.hour && !state?.mode;
    this.frame = { ...frame, received, since: stands ? this.frame?.since : received };
    this.history.append(message);
    this.touch("frame", "history");
    if (state) this.absorb(state);
  }

  /** @param {import("./history.js").Told} told */
  reload(told) {
    this.history.load(told);
    this.touch("history");
  }

  /** @param {Record<string, any>} sections */
  absorb(sections) {
    this.state = { ...this.state, ...sections };
    this.touch(...Object.keys(sections));
  }

  /** @param {any} truth */
  reveal(truth) {
    this.truth = truth;
    this.touch("truth");
  }

  /** @param {boolean} connected */
  connect(connected) {
    this.connected = connected;
    this.touch("connected");
  }

  /** @param {...string} topics */
  touch(...topics) {
    const idle = this.changed.size === 0;
    for (const topic of topics) this.changed.add(topic);
    if (!idle) return;
    if (document.hidden) setTimeout(() => this.tell(), HIDDEN_MS);
    else requestAnimationFrame(() => this.tell());
  }

  tell() {
    const topics = [...this.changed];
    this.changed.clear();
    const told = new Set(topics.flatMap((topic) => [...(this.listeners.get(topic) ?? [])]));
    for (const fn of told) {
      try {
        fn();
      } catch (error) {
        console.error(error); // one instrument that fails leaves the others flying
      }
    }
  }
}
