// @ts-check
// The socket: asks and answers by id, reconnection, and a sentence for whatever was not confirmed.

/** @typedef {(key: string, params?: import("./words.js").Params) => string} Sentence */

const LIMIT = 4096; // characters of one message
const BURST = 12;
const PER_SECOND = 6;
const ANSWER_MS = 20000;
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;
const FOR_GOOD = new Map([[4401, "session-expired"], [4404, "no-such-flight"]]);

export class Refused extends Error {
  /** @param {string} key @param {string} sentence */
  constructor(key, sentence) {
    super(key);
    this.sentence = sentence;
  }
}

export class Channel {
  /**
   * @param {string} path
   * @param {{heard: (message: any) => void, connected: (yes: boolean) => void, lost: (key: string) => void,
   *          refusal: (key: string, params?: any) => Refused}} page
   */
  constructor(path, page) {
    this.url = new URL(path, location.href.replace(/^http/, "ws")).href;
    this.page = page;
    /** @type {Map<string, {resolve: (message: any) => void, reject: (why: Refused) => void, timer: number}>} */
    this.pending = new Map();
    this.count = 0;
    this.wait = FIRST_WAIT_MS;
    this.tokens = BURST;
    this.refilled = performance.now();
    /** @type {WebSocket | null} */
    this.socket = null;
    this.timer = 0;
  }

  open() {
    clearTimeout(this.timer);
    const socket = (this.socket = new WebSocket(this.url));
    socket.onmessage = (event) => this.hear(JSON.parse(event.data));
    socket.onclose = (event) => socket === this.socket && this.closed(event.code);
  }

  /** Whoever flew the flight let it go: come back to it. */
  renew() {
    this.socket?.close();
  }

  /** Try now rather than at the end of the wait: the network came back. */
  retry() {
    if (this.timer && (!this.socket || this.socket.readyState === WebSocket.CLOSED)) this.open();
  }

  /** @param {any} message */
  hear(message) {
    if (message.type === "joined") {
      this.wait = FIRST_WAIT_MS;
      this.page.connected(true);
    }
    const asked = this.pending.get(message.id);
    if (asked) this.settle(message.id, asked, message);
    else this.page.heard(message);
  }

  /** @param {string} id @param {any} asked @param {any} message */
  settle(id, asked, message) {
    clearTimeout(asked.timer);
    this.pending.delete(id);
    if (message.type === "refused") asked.reject(this.page.refusal(message.key, message.params));
    else asked.resolve(message);
  }

  /**
   * @param {string} what
   * @param {Record<string, unknown>} [fields]
   * @returns {Promise<any>} the acknowledgement or the answer
   */
  ask(what, fields = {}) {
    const id = `c${++this.count}`;
    const text = JSON.stringify({ id, do: what, ...fields });
    const hindrance = this.hindrance(text);
    if (hindrance) return Promise.reject(this.page.refusal(hindrance));
    return new Promise((resolve, reject) => {
      const unanswered = () => this.settle(id, this.pending.get(id), { type: "refused", key: "not-answered" });
      this.pending.set(id, { resolve, reject, timer: window.setTimeout(unanswered, ANSWER_MS) });
      this.socket?.send(text);
    });
  }

  /** @param {string} text @returns {string} why it cannot be sent; empty where it can */
  hindrance(text) {
    if (this.socket?.readyState !== WebSocket.OPEN) return "not-connected";
    if (text.length > LIMIT) return "too-long";
    const now = performance.now();
    this.tokens = Math.min(BURST, this.tokens + ((now - this.refilled) / 1000) * PER_SECOND);
    this.refilled = now;
    if (this.tokens < 1) return "too-fast";
    this.tokens -= 1;
    return "";
  }

  /** @param {number} code */
  closed(code) {
    this.page.connected(false);
    for (const [id, asked] of [...this.pending]) this.settle(id, asked, { type: "refused", key: "not-confirmed" });
    const why = FOR_GOOD.get(code);
    if (why) {
      this.page.lost(why);
      return;
    }
    if (code === 4429) this.wait = LONGEST_WAIT_MS;
    this.timer = window.setTimeout(() => this.open(), this.wait * (0.75 + Math.random() / 2));
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 2);
  }
}
