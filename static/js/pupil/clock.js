/** The calm clock: whole minutes by the server's time, hideable, back for a moment at five and at one. */
import { el, icon, say } from "../shared/dom.js";
import { clockShown } from "../shared/layout.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";

const ANNOUNCED = [5, 1];
const SHOWN_AGAIN = 30000;

export class Clock {
  constructor() {
    /** @type {number | null | undefined} seconds; null without limit, undefined while not known */
    this.left = undefined;
    this.setAt = 0;
    this.running = false;
    /** @type {number | null} */
    this.lastMinutes = null;
    this.shownUntil = 0;
  }

  /**
   * @param {number | null | undefined} left seconds, as the server just said
   * @param {boolean} running
   */
  set(left, running) {
    this.left = left;
    this.setAt = performance.now();
    this.running = running;
  }

  /** @returns {number | null | undefined} seconds left at this moment */
  seconds() {
    if (typeof this.left !== "number" || !this.running) {
      return this.left;
    }
    return Math.max(this.left - (performance.now() - this.setAt) / 1000, 0);
  }

  isUp() {
    return this.running && this.seconds() === 0;
  }

  /** @returns {string} what a pupil reads */
  words() {
    const seconds = this.seconds();
    if (seconds === undefined) {
      return "";
    }
    if (seconds === null) {
      return gettext("No time limit");
    }
    return seconds < 60 ? gettext("Less than a minute left") : minutesLeft(Math.ceil(seconds / 60));
  }

  /** The clock as a part of the screen; `tick` keeps it right. */
  node() {
    const line = el("p", { id: "clock", class: "clock", "data-testid": "clock" }, icon("clock"), el("span", {}));
    this.fill(line);
    return line;
  }

  /** @param {HTMLElement} line */
  fill(line) {
    const shown = clockShown() || performance.now() < this.shownUntil;
    const text = shown ? this.words() : gettext("Clock hidden");
    const words = line.lastElementChild;
    line.classList.toggle("is-hidden", !shown);
    if (words && words.textContent !== text) {
      words.textContent = text;
    }
  }

  /** Once a second: the words, and the announcements. */
  tick() {
    this.announce();
    const line = document.getElementById("clock");
    if (line) {
      this.fill(line);
    }
  }

  announce() {
    const seconds = this.seconds();
    if (typeof seconds !== "number" || !this.running) {
      return;
    }
    const minutes = Math.ceil(seconds / 60);
    const crossed = this.lastMinutes !== null && minutes < this.lastMinutes;
    if (crossed && ANNOUNCED.includes(minutes)) {
      this.shownUntil = performance.now() + SHOWN_AGAIN;
      say(minutesLeft(minutes));
    }
    this.lastMinutes = minutes;
  }
}

/** @param {number} minutes */
function minutesLeft(minutes) {
  return interpolate(ngettext("%(minutes)s minute left", "%(minutes)s minutes left", minutes), { minutes });
}
