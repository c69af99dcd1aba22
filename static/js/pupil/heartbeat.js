/** Signs of life of one lease, and what the server last said. */
import * as api from "./api.js";
import { pause } from "./outbox/pace.js";

/** Enough that a class drifts apart; more would only make a teacher's act come later. */
const SPREAD = 0.1;
/** So soon the server hears of a question that was marked: the next computer shall know it. */
const SOON = 1000;

/** @typedef {import("../shared/types").State} State */

/** @type {State} what is assumed until the server has spoken */
const UNKNOWN = { phase: "waiting", left: undefined, starts_in: null, current: true, wait: 0, beat: 5, receipt: null };

export class Heartbeat {
  /**
   * @param {string} credential
   * @param {State | null} state
   * @param {{heard: () => void, on: () => number, retrying: () => boolean, beat?: (state: State) => number}} tells `retrying`:
   *   whether answers are being tried again, which is sign of life enough; `beat`: seconds, where it is not as the server said
   */
  constructor(credential, state, tells) {
    this.credential = credential;
    this.state = state || UNKNOWN;
    this.tells = tells;
    /** the pupil did something since the last sign of life */
    this.active = false;
    /** @type {number[] | null} marked questions that the server does not know of yet */
    this.marks = null;
    this.lost = false;
    /** lost for good: the quiz has ended days ago */
    this.over = false;
    this.failures = 0;
    this.asked = 0;
    this.startsAt = 0;
    this.stopped = false;
    this.timer = 0;
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** @param {State} state from whatever reply; one that was asked for before the newest comes too late */
  hear(state) {
    if (this.stopped || (state.asked || 0) < (this.state.asked || 0)) {
      return;
    }
    // What was asked before the end was heard of does not know of it.
    this.state = state.phase === "closed" ? { ...state, asked: performance.now() } : state;
    this.failures = 0;
    if (state.starts_in !== null) {
      this.startsAt = performance.now() + state.starts_in * 1000;
    }
    this.beatLater();
    this.tells.heard();
  }

  /**
   * The credential is worth nothing any more.
   * @param {unknown} error what says so
   */
  lose(error) {
    this.lost = true;
    this.over = api.isOver(error);
    this.stop();
    this.tells.heard();
  }

  secondsToStart() {
    return Math.max(Math.ceil((this.startsAt - performance.now()) / 1000), 0);
  }

  /** One sign of life now, the next by itself. Never raises. */
  async beat() {
    clearTimeout(this.timer);
    if (this.stopped) {
      return;
    }
    if (this.tells.retrying()) {
      this.beatLater();
      return;
    }
    const { active, marks } = this;
    this.active = false;
    try {
      const on = this.tells.on();
      const said = await api.heartbeat(this.credential, { ...(on ? { on } : {}), active, ...(marks ? { marks } : {}) });
      this.marks = this.marks === marks ? null : this.marks;
      this.hear(said.state);
    } catch (error) {
      this.active = active || this.active;
      this.missed(error);
    }
  }

  /** @param {number[]} marks questions the pupil wants to look at again */
  tell(marks) {
    this.marks = marks;
    if (!this.failures && !this.stopped) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.beat(), SOON * (1 + Math.random()));
    }
  }

  /** @param {unknown} error */
  missed(error) {
    this.failures += 1;
    this.asked = api.askedBy(error);
    if (api.isFinal(error)) {
      this.lose(error);
    } else {
      this.beatLater();
    }
  }

  beatLater() {
    clearTimeout(this.timer);
    if (!this.stopped) {
      const beat = this.tells.beat ? this.tells.beat(this.state) : this.state.beat;
      const usual = beat * 1000 * (1 + Math.random() * SPREAD);
      this.timer = setTimeout(() => void this.beat(), this.failures ? pause(this.failures, this.asked) : usual);
    }
  }

  /**
   * Asks `what` until the server answers or refuses. Raises a refusal.
   * @template T
   * @param {() => Promise<T>} what
   * @returns {Promise<T | null>} null when nobody waits for it any more
   */
  async insist(what) {
    for (let failures = 1; !this.stopped; failures += 1) {
      try {
        return await what();
      } catch (error) {
        if (error instanceof api.Refusal && error.status !== 429) {
          throw error;
        }
        await sleep(pause(failures, api.askedBy(error)));
      }
    }
    return null;
  }
}

/** @param {number} milliseconds */
export function sleep(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
