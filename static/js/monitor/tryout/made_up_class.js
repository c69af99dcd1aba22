/** A class that is made up: who joins, forgets, drops out and finishes when. No server, no clock of its own. */

import { needs, next } from "./lesson_rules.js";

/** @typedef {import("../sitting").Seat} Seat */
/** @typedef {import("../sitting").SittingState} SittingState */
/** @typedef {import("../sitting").WallState} WallState */

const SIZE = 28;
const QUESTIONS = 20;
const MINUTES = 20;
/** Who has which trouble, by number. */
export const FORGETS = 7, OFFLINE = 12, LATE = 19;
const LOCKED_AT = 5;
const COUNTDOWN = 8;
/** The quiz goes by so much faster than a real one. */
const PACE = 10;
/** Seconds of the script after which something happens. */
const AT = { wrong: 8, offline: 20, back: 50, late: 6, alarm: 55, all_clear: 12 };

/**
 * One pupil; moments are seconds of the script, `done` seconds of work.
 * @typedef {{number: number, joins: number, wrong: number, admitted: boolean, speed: number, started: number | null}} MadeUp
 */

export class MadeUpClass {
  /** @param {string[]} animals a code for each card */
  constructor(animals) {
    this.animals = animals;
    this.now = 0;
    /** Seconds of work, which a pause stops. */
    this.worked = 0;
    /** @type {number | null} */
    this.startsAt = null;
    /** @type {number | null} */
    this.pausedAt = null;
    this.alarmed = false;
    this.extra = 0;
    this.closed = false;
    /** @type {MadeUp[]} */
    this.pupils = Array.from({ length: SIZE }, (_none, at) => pupil(at + 1));
  }

  /** @param {number} seconds of the script */
  tick(seconds) {
    this.now += seconds;
    if (this.phase === "running") {
      this.worked += seconds;
    }
    const forgetful = this.of(FORGETS);
    if (this.now >= AT.wrong && forgetful.joins === Infinity) {
      forgetful.wrong = Math.min(Math.floor(this.now - AT.wrong) + 1, LOCKED_AT);
    }
    const late = this.of(LATE);
    if (this.worked >= AT.late && late.joins === Infinity) {
      late.joins = this.now;
    }
  }

  /** @param {number} number */
  of(number) {
    return /** @type {MadeUp} */ (this.pupils[number - 1]);
  }

  get phase() {
    if (this.closed) {
      return "closed";
    }
    if (this.startsAt === null) {
      return "waiting";
    }
    if (this.pausedAt !== null) {
      return "paused";
    }
    return this.now < this.startsAt ? "starting" : "running";
  }

  /**
   * What a teacher decides.
   * @param {string} action
   * @param {number} [card] for one card only
   */
  act(action, card = 0) {
    /** @type {Record<string, () => void>} */
    const whole = {
      start: () => this.start(),
      pause: () => this.pause(),
      resume: () => this.resume(),
      close: () => {
        this.closed = true;
      },
      extra: () => {
        this.extra += card ? 0 : 5;
      },
    };
    (whole[action] || (() => this.help(action, card)))();
  }

  start() {
    if (this.startsAt === null) {
      this.startsAt = this.now + COUNTDOWN;
    }
  }

  pause() {
    if (this.phase === "running") {
      this.pausedAt = this.now;
    }
  }

  resume() {
    this.alarmed = this.alarmed || (this.pausedAt !== null && this.worked >= AT.alarm);
    this.pausedAt = null;
  }

  /**
   * @param {string} action
   * @param {number} card
   */
  help(action, card) {
    const forgetful = this.of(FORGETS);
    if ((action === "release" && card === FORGETS) || action === "release_all") {
      forgetful.joins = Math.min(forgetful.joins, this.now + 2);
      forgetful.wrong = 0;
    }
    if (action.startsWith("admit")) {
      this.pupils.filter((one) => this.isLate(one) && (!card || card === one.number)).forEach((one) => {
        one.admitted = true;
        one.started = this.worked;
      });
    }
  }

  /** @param {MadeUp} one who came after the start and waits */
  isLate(one) {
    return !one.admitted && this.startsAt !== null && this.now >= this.startsAt && one.joins >= this.startsAt && one.joins <= this.now;
  }

  /** @param {MadeUp} one */
  answered(one) {
    if (this.startsAt === null || one.joins > this.now || this.isLate(one)) {
      return 0;
    }
    const worked = this.worked - (one.started || 0);
    const away = one.number === OFFLINE ? Math.max(Math.min(this.worked, AT.back) - AT.offline, 0) : 0;
    return Math.max(Math.min(Math.floor((worked - away) / one.speed), QUESTIONS), 0);
  }

  /** @param {MadeUp} one */
  isOffline(one) {
    return one.number === OFFLINE && !this.closed && this.worked >= AT.offline && this.worked < AT.back;
  }

  /** @param {MadeUp} one */
  stateOf(one) {
    if (one.joins > this.now) {
      return "absent";
    }
    if (this.isLate(one)) {
      return "late";
    }
    if (this.answered(one) >= QUESTIONS || this.closed) {
      return "finished";
    }
    if (this.isOffline(one)) {
      return "offline";
    }
    return this.startsAt === null || this.now < this.startsAt ? "ready" : "working";
  }

  /** Whether the bell rings: until the teacher has paused and all are back. */
  get rings() {
    return !this.alarmed && this.worked >= AT.alarm && !this.closed;
  }

  /** Whether everybody is back from the yard. */
  get isBack() {
    return this.pausedAt !== null && this.now >= this.pausedAt + AT.all_clear;
  }

  /**
   * @param {MadeUp} one
   * @returns {Seat}
   */
  seat(one) {
    const state = this.stateOf(one);
    const locked = one.wrong >= LOCKED_AT;
    const answered = this.answered(one);
    return {
      card: one.number,
      number: one.number,
      state,
      on: ["working", "offline"].includes(state) ? Math.min(answered + 1, QUESTIONS) : 0,
      answered,
      too_late: 0,
      since: state === "offline" ? Math.floor((this.worked - AT.offline) * PACE / 10) * 10 : 0,
      wrong_pins: one.wrong,
      locked,
      left: ["working", "offline"].includes(state) ? this.left : null,
      needs: this.closed ? "" : needs(state, one.wrong, locked),
    };
  }

  get left() {
    return Math.max(Math.ceil(MINUTES + this.extra - (this.worked * PACE) / 60), 1);
  }

  /** @returns {SittingState} */
  get state() {
    const cards = this.pupils.map((one) => this.seat(one));
    const joined = cards.filter(({ state }) => state !== "absent").length;
    const finished = cards.filter(({ state }) => state === "finished").length;
    const late = cards.filter(({ state }) => state === "late").length;
    const works = cards.some(({ left }) => left !== null);
    return {
      phase: this.phase,
      starts_in: this.phase === "starting" && this.startsAt !== null ? Math.ceil(this.startsAt - this.now) : null,
      code: "123456",
      kind: "rehearsal",
      questions: QUESTIONS,
      joined,
      finished,
      total: SIZE,
      left: works ? this.left : null,
      ends_at: null,
      most_left: works ? this.left : null,
      most_ends_at: null,
      apart: false,
      next: next(this.phase, { joined, finished, late, total: SIZE }),
      closes_in: null,
      reopen: false,
      rest: false,
      again: false,
      guessed: false,
      notice: "",
      acts: null,
      cards,
    };
  }

  /** @returns {WallState} */
  get wall() {
    const { phase, starts_in, joined, finished, total, most_left, notice } = this.state;
    return { phase, starts_in, joined, finished, total, most_left, notice, animals: this.animals.slice(0, joined) };
  }

  /** The one sentence that is said now. */
  get said() {
    const seats = this.state.cards;
    const has = (/** @type {string} */ need) => seats.some((seat) => seat.needs === need);
    if (this.phase === "closed") {
      return "closed";
    }
    if (this.phase === "paused") {
      return this.isBack || !this.rings ? "resume" : "alarm_waits";
    }
    if (this.rings) {
      return "alarm";
    }
    const first = /** @type {const} */ (["unlock", "let_in", "leave"]).find(has);
    return first || this.saidOfAll();
  }

  /** Where nobody needs help. */
  saidOfAll() {
    const { phase, joined, finished } = this.state;
    if (phase === "waiting") {
      return joined >= SIZE - 1 ? "start" : "join";
    }
    if (phase === "starting") {
      return "starting";
    }
    return finished === joined ? "close" : "working";
  }
}

/**
 * @param {number} number
 * @returns {MadeUp}
 */
function pupil(number) {
  const absent = number === FORGETS || number === LATE;
  // as a class comes in: by no order, always the same
  const joins = absent ? Infinity : 2 + ((number * 11) % SIZE) * 0.7;
  return { number, joins, wrong: 0, admitted: false, speed: 3.5 + ((number * 5) % 9) / 5, started: null };
}
