// @ts-check
// Where the replay stands: one of the course's points. Whoever shows it listens.

export class Instant {
  /** @param {import("./page.js").Course} course */
  constructor(course) {
    this.course = course;
    this.place = 0;
    /** @type {((place: number) => void)[]} */
    this.listeners = [];
    this.waiting = 0;
  }

  get hour() {
    return this.course.hours[this.place];
  }

  get scan() {
    return this.course.scans[this.place];
  }

  get last() {
    return this.course.hours.length - 1;
  }

  /** @param {(place: number) => void} fn runs at most once a frame */
  on(fn) {
    this.listeners.push(fn);
  }

  /** @param {number} place */
  move(place) {
    this.place = Math.min(this.last, Math.max(0, place));
    if (this.waiting) return;
    this.waiting = requestAnimationFrame(() => {
      this.waiting = 0;
      for (const fn of this.listeners) fn(this.place);
    });
  }

  /** @param {number} hour */
  seek(hour) {
    this.move(nearest(this.course.hours, hour));
  }

  /** @param {number} scan */
  seekScan(scan) {
    this.move(nearest(this.course.scans, scan));
  }
}

/** @param {number[]} sorted @param {number} value @returns {number} the place of the nearest entry */
export function nearest(sorted, value) {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low > 0 && value - sorted[low - 1] < sorted[low] - value ? low - 1 : low;
}
