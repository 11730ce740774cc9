// @ts-check
// What the tags showed since the start: whole batch coarse, last day fine.

const MOST = 3000; // points kept; a trend of more is slower to draw and shows nothing more
const FINE_HOURS = 24;

/** @typedef {{hours: number[], values: Record<string, (number | null)[]>}} Told */

export class History {
  /** @param {string[]} tags in the order of a frame's values */
  constructor(tags) {
    this.tags = tags;
    /** @type {number[]} */
    this.hours = [];
    /** @type {Map<string, (number | null)[]>} */
    this.columns = new Map(tags.map((tag) => [tag, []]));
  }

  /** @param {string} tag */
  column(tag) {
    return this.columns.get(tag) ?? [];
  }

  /** @param {Told} told what the server keeps; it replaces what is here */
  load(told) {
    this.hours = [...told.hours];
    for (const tag of this.tags) this.columns.set(tag, [...(told.values[tag] ?? this.hours.map(() => null))]);
  }

  /** @param {{hour: number, values: (number | null)[]}} frame */
  append(frame) {
    this.truncate(at(this.hours, frame.hour));
    this.hours.push(frame.hour);
    this.tags.forEach((tag, i) => this.column(tag).push(frame.values[i] ?? null));
    if (this.hours.length > MOST) this.thin();
  }

  /** @param {number} length */
  truncate(length) {
    if (length >= this.hours.length) return;
    this.hours.length = length;
    for (const column of this.columns.values()) column.length = length;
  }

  /** Keep every other point of what is older than the last day. */
  thin() {
    const fine = at(this.hours, this.hours[this.hours.length - 1] - FINE_HOURS);
    const from = fine > this.hours.length / 2 ? fine : this.hours.length;
    const kept = (_, i) => i >= from || i % 2 === 0;
    this.hours = this.hours.filter(kept);
    for (const [tag, column] of this.columns) this.columns.set(tag, column.filter(kept));
  }

  /**
   * @param {number | null} spanHours how far back from the last point; null for all
   * @returns {{hours: number[], column: (tag: string) => (number | null)[]}}
   */
  slice(spanHours) {
    const last = this.hours[this.hours.length - 1];
    const from = spanHours === null || last === undefined ? 0 : at(this.hours, last - spanHours);
    return { hours: this.hours.slice(from), column: (tag) => this.column(tag).slice(from) };
  }
}

/**
 * @param {number[]} hours
 * @param {number} hour
 * @returns {number} the place of the first point that is not before `hour`
 */
export function at(hours, hour) {
  let [low, high] = [0, hours.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hours[middle] < hour - 1e-9) low = middle + 1;
    else high = middle;
  }
  return low;
}
