// @ts-check
// The page's sentences: modules know keys only, the page holds the words of its language.

/** @typedef {Record<string, string | number | null | undefined>} Params */

const SLACK_S = 0.05; // hours come rounded: one such as 109.53333 must not fall a minute short

export class Words {
  /**
   * @param {Record<string, string>} sentences
   * @param {string} language
   */
  constructor(sentences, language) {
    this.sentences = sentences;
    this.language = language;
    this.formats = new Map();
    this.plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
  }

  /** @param {string} key */
  has(key) {
    return key in this.sentences;
  }

  /**
   * @param {string} key
   * @param {Params} [params]
   */
  say(key, params = {}) {
    const sentence = this.sentences[key] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? this.shown(params[name]) : whole));
  }

  /** @param {string | number | null | undefined} value */
  shown(value) {
    return typeof value === "number" ? this.plain.format(value) : String(value ?? "–");
  }

  /**
   * @param {number | null | undefined} value
   * @param {number} [decimals]
   */
  number(value, decimals = 0) {
    if (value === null || value === undefined || !Number.isFinite(value)) return "–";
    const visible = Math.abs(value) < 0.5 * 10 ** -decimals ? 0 : value; // never "-0.0"
    return this.format(decimals).format(visible);
  }

  /** @param {number} decimals */
  format(decimals) {
    const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
    if (!this.formats.has(decimals)) this.formats.set(decimals, new Intl.NumberFormat(this.language, options));
    return this.formats.get(decimals);
  }

  /** @param {number} hour hours of the process; the day of inoculation is day 0 */
  hour(hour) {
    const { day, time } = split(hour);
    return this.say("page.day-and-time", { day: String(day), time });
  }

  /** @param {number} hours a length of time, shown in days and hours, hours and minutes, or minutes */
  span(hours) {
    const minutes = Math.max(0, Math.ceil(hours * 60 - SLACK_S / 60));
    const [days, rest] = [Math.floor(minutes / 1440), minutes % 1440];
    const parts = { "page.days": days, "page.hours": Math.floor(rest / 60), "page.minutes": days ? 0 : rest % 60 };
    const said = Object.entries(parts).filter(([, count]) => count).map(([key, count]) => this.say(key, { count }));
    return said.join(" ") || this.say("page.minutes", { count: 0 });
  }
}

/**
 * @param {number} hour
 * @returns {{day: number, time: string, seconds: string}}
 */
export function split(hour) {
  const total = Math.floor(hour * 3600 + SLACK_S);
  const two = (n) => String(Math.floor(n)).padStart(2, "0");
  return {
    day: Math.floor(total / 86400),
    time: `${two((total % 86400) / 3600)}:${two((total % 3600) / 60)}`,
    seconds: two(total % 60),
  };
}
