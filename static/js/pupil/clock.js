/** The calm clock: whole minutes by the server's time, hideable, back for a moment at five, at one and when it gets more. */
import { el, icon, say } from "../shared/dom.js";
import { clockShown, remark } from "../shared/layout.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";

const ANNOUNCED = [5, 1];
const SHOWN_AGAIN = 30000;
/** Seconds: a pause of which a page hears late gives back fewer, a teacher gives whole minutes. */
const WORTH_A_WORD = 50;

export class Clock {
  constructor() {
    /** @type {number | null | undefined} seconds; null without limit, undefined while not known */
    this.left = undefined;
    this.setAt = 0;
    this.running = false;
    /** @type {number | null} */
    this.lastMinutes = null;
    this.shownUntil = 0;
    /** seconds that were given and not told of yet */
    this.more = 0;
  }

  /** @param {import("../shared/types").State} state as the server just said */
  heed({ phase, left }) {
    if (phase === "running" || phase === "paused") {
      this.set(left, phase === "running");
    } else if (phase === "closed") {
      this.forget();
    }
  }

  /**
   * @param {number | null | undefined} left seconds, as the server just said
   * @param {boolean} running
   */
  set(left, running) {
    const before = this.seconds();
    if (typeof left === "number" && typeof before === "number" && left - before >= WORTH_A_WORD) {
      this.more += left - before;
    }
    this.left = left;
    this.setAt = performance.now();
    this.running = running;
    if (running && this.more) {
      this.tellMore();
    }
  }

  /** The quiz has ended: opened again, its clock begins anew, and nobody has been given anything. */
  forget() {
    this.set(undefined, false);
    this.more = 0;
  }

  /** Whoever gave it, a teacher or the desk after an outage; in a pause once the clock runs again. */
  tellMore() {
    const minutes = Math.round(this.more / 60);
    this.more = 0;
    this.shownUntil = performance.now() + SHOWN_AGAIN;
    remark(interpolate(ngettext("You get %(minutes)s more minute.", "You get %(minutes)s more minutes.", minutes), { minutes }));
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
