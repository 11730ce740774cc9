// @ts-check
// A chime for each alarm priority. Silence stops what sounds now; it acknowledges nothing, and the next alarm sounds.

import { remember, remembered } from "./element.js";

/** Hertz and number of beeps: higher and more for a higher priority. @type {Record<string, [number, number]>} */
const CHIMES = { high: [880, 3], medium: [587, 2], low: [392, 1] };
const BEEP_S = 0.16;
const GAP_S = 0.1;
const LOUDNESS = 0.12;
const AGAIN_MS = 10000;

export class Sound {
  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.on = remembered("sound", "on") === "on";
    /** @type {string | null} the priority that sounds */
    this.priority = null;
    this.timer = 0;
    /** @type {AudioContext | null} */
    this.context = null;
    const unlock = () => this.unlock();
    for (const gesture of ["pointerdown", "keydown"]) window.addEventListener(gesture, unlock, { once: true });
  }

  /** A browser lets a page sound only after a gesture. */
  unlock() {
    if (this.context || !("AudioContext" in window)) return;
    this.context = new AudioContext();
    this.chime();
  }

  /** @param {string | null} priority sound until silenced or stopped */
  ring(priority) {
    this.priority = priority;
    this.chime();
    this.changed();
  }

  toggle() {
    this.on = !this.on;
    remember("sound", this.on ? "on" : "off");
    this.ring(this.priority);
  }

  chime() {
    clearTimeout(this.timer);
    if (!this.priority || !this.on || !this.context) return;
    const [hertz, beeps] = CHIMES[this.priority] ?? CHIMES.low;
    for (let i = 0; i < beeps; i++) this.beep(this.context, hertz, this.context.currentTime + i * (BEEP_S + GAP_S));
    this.timer = window.setTimeout(() => this.chime(), AGAIN_MS);
  }

  /** @param {AudioContext} context @param {number} hertz @param {number} at seconds of the audio clock */
  beep(context, hertz, at) {
    const [tone, volume] = [new OscillatorNode(context, { frequency: hertz }), new GainNode(context, { gain: 0 })];
    volume.gain.setTargetAtTime(LOUDNESS, at, 0.01);
    volume.gain.setTargetAtTime(0, at + BEEP_S, 0.02);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + BEEP_S + 0.2);
  }
}
