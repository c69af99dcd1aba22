/** From the join to the end: what the server says and what the pupil does decide which screen is shown. */
import { Clock } from "./clock.js";
import { Ending } from "./ending.js";
import { frameFor, show } from "../shared/frame.js";
import { currentLanguage, gettext, pick } from "../shared/language.js";
import { Line, sleep } from "./line.js";
import { NoticeStrip } from "../shared/notice.js";
import { Outbox } from "./outbox.js";
import { digestOf, startOrKept, takeSeat, takeTrial, translated } from "./papers.js";
import { SavingLine } from "./saving.js";
import { countDown } from "./rooms.js";
import { nodesOf, partOf, screenOf } from "./screens.js";

/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("./seat.js").Seat} Seat */
/**
 * What the flow needs of the page: `leave` brings the join screen for the next pupil.
 * @typedef {{store: import("../shared/types").Store, languages: import("../shared/types").Language[],
 *   leave: (lease: Lease) => void, speak: (code: string) => void}} House
 */

const TOUCH = 10000;
/** So that the room does not ask for the paper in one moment. */
const START_SPREAD = 600;
/** Milliseconds for each second of the beat: the more pupils there are, the more they spread. */
const NOTICE_SPREAD = 100;

export class Flow {
  /**
   * @param {House} house
   * @param {Lease} lease
   * @param {import("../shared/types").State | null} state null after a reload, before the server has spoken
   */
  constructor(house, lease, state) {
    this.house = house;
    this.lease = lease;
    const heard = () => this.heard();
    const knocking = () => this.outbox.isKnocking();
    this.line = new Line(lease.credential, state, { heard, on: () => this.place(), knocking });
    this.outbox = new Outbox(house.store, lease, {
      state: (said) => this.line.hear(said),
      changed: () => this.saved(),
      lost: (error) => this.line.lose(error),
    });
    this.saving = new SavingLine(this.outbox);
    this.clock = new Clock();
    const words = { own: pick, close: () => gettext("Close") };
    this.notice = new NoticeStrip(document.getElementById("notice"), words);
    /** @type {Seat | null} */
    this.seat = null;
    /** @type {Seat | null} */
    this.trial = null;
    /** @type {Ending | null} */
    this.ending = null;
    this.view = "question";
    this.asking = false;
    this.opening = false;
    this.shown = "";
    /** @type {number[]} */
    this.timers = [];
  }

  /** @param {boolean} sure false where somebody else may sit here by now */
  async open(sure) {
    this.asking = !sure;
    await this.outbox.open();
    const { you, languages } = this.lease;
    frameFor({ country: you.country, languages, adults: false });
    this.timers = [setInterval(() => this.tick(), 1000), setInterval(() => this.touch(), TOUCH)];
    this.draw();
    if (sure) {
      this.sitDown();
    }
    if (this.line.state.receipt) {
      this.heard();
    }
  }

  /** The pupil is the one of this lease: from now on the server hears of this computer. */
  sitDown() {
    this.asking = false;
    this.touch();
    if (Object.keys(this.lease.papers).length && !this.seat) {
      this.openPaper();
    }
    if (this.lease.finishing) {
      void this.finish();
    }
    void this.line.beat();
    this.draw();
  }

  stop() {
    this.line.stop();
    this.outbox.stop();
    this.timers.forEach((timer) => clearInterval(timer));
    this.notice.hear("");
    this.saving.clear();
    if (this.ending) {
      this.ending.stop();
    }
  }

  touch() {
    if (!this.asking && !this.ending) {
      this.keep({ touched: Date.now(), aside: false });
    }
  }

  /** @param {Partial<Lease>} changes */
  keep(changes) {
    Object.assign(this.lease, changes);
    this.house.store.patch(this.lease.id, changes).catch(() => undefined);
  }

  /** @returns {number} the question on screen as the pupil counts, or 0 */
  place() {
    return this.seat && this.shown === "question" ? this.seat.position + 1 : 0;
  }

  heard() {
    const { state } = this.line;
    this.outbox.heed(state);
    this.notice.hear(state.notice, state.beat * NOTICE_SPREAD);
    this.outbox.on = this.place();
    if (state.phase === "running" || state.phase === "paused") {
      this.clock.set(state.left, state.phase === "running");
    }
    if (state.phase === "running") {
      this.openPaper();
    }
    if (state.receipt) {
      this.reach(state.receipt);
    }
    this.redraw();
  }

  saved() {
    this.saving.draw(this.isQuiet());
    if (this.ending && !this.outbox.unsent().length) {
      void this.outbox.wipe();
      this.draw();
    } else if (this.shown === "up") {
      this.draw();
    }
  }

  isQuiet() {
    const over = Boolean(this.ending) || this.line.lost;
    return !this.seat || this.line.over || (over && !this.outbox.unsent().length);
  }

  tick() {
    this.clock.tick();
    this.saving.draw(this.isQuiet());
    if (this.shown === "starting") {
      countDown(this.line.secondsToStart());
      if (this.line.secondsToStart() === 0) {
        this.openPaper();
      }
    }
    this.redraw();
  }

  // paper and seat

  openPaper() {
    const seated = !this.asking && this.lease.stage !== "confirm" && this.line.state.current;
    if (seated && !this.seat && !this.opening && !this.ending) {
      this.opening = true;
      void this.fetchPaper();
    }
  }

  async fetchPaper() {
    try {
      await sleep(Object.keys(this.lease.papers).length ? 0 : Math.random() * START_SPREAD);
      await this.line.insist(() => this.start());
    } catch (error) {
      void this.line.beat();
    }
    this.opening = false;
    this.redraw();
  }

  async start() {
    const reply = await startOrKept(this.lease);
    if (reply) {
      const here = this.lease.position >= 0;
      this.keep({ papers: reply.papers, answers: reply.answers, ...(here ? {} : { flags: reply.marks || [] }) });
    }
    this.seat = await takeSeat(this.lease, this.outbox.choices());
    this.keep({ position: this.seat.position });
    void this.catchUp();
    this.line.hear(reply ? reply.state : { ...this.line.state, phase: "running" });
  }

  /**
   * Fetches what is on screen in another language; raises when it cannot be had.
   * @param {string} code
   * @returns {Promise<() => void>} what shows it
   */
  async papersIn(code) {
    const change = await translated(code, this.seats());
    return () => {
      change();
      this.keep({ language: code });
      this.draw();
      void this.catchUp();
    };
  }

  /** @returns {[Seat | null, import("../shared/types").Names][]} each seat with the digests of its paper */
  seats() {
    return [
      [this.seat, this.lease.papers],
      [this.trial, this.lease.practice],
    ];
  }

  /** A paper that was under way while the language changed came in the old one. */
  async catchUp() {
    const code = currentLanguage();
    const behind = this.seats().filter(([seat, papers]) => seat && seat.digest !== digestOf(papers, code));
    if (behind.length) {
      (await translated(code, behind).catch(() => () => undefined))();
      this.draw();
    }
  }

  /** Another tab of the same pupil may have answered meanwhile. */
  async comeBack() {
    await this.outbox.open().catch(() => undefined);
    if (this.seat && this.shown === "question") {
      this.outbox.choices().forEach(([question, choice]) => this.seat && this.seat.answers.set(question, choice));
      this.draw();
    }
    if (!this.asking) {
      void this.line.beat();
    }
  }

  // what the pupil does

  itsMe() {
    if (this.lease.stage === "confirm") {
      this.keep({ stage: "comfort" });
    }
    this.sitDown();
    this.heard();
  }

  async tryOut() {
    this.trial = await takeTrial(this.lease);
    void this.catchUp();
    this.pass(this.trial ? "practice" : "ready");
  }

  /** @param {import("../shared/types").Stage} stage */
  pass(stage) {
    this.line.active = true;
    this.keep({ stage });
    this.redraw();
  }

  /** @param {number[]} flags */
  mark(flags) {
    this.line.active = true;
    this.line.tell(flags);
    this.keep({ flags });
  }

  /**
   * @param {number} question
   * @param {number} choice
   */
  choose(question, choice) {
    this.line.active = true;
    void this.outbox.add(question, choice);
  }

  /**
   * @param {Seat} seat
   * @param {number} position
   */
  go(seat, position) {
    seat.position = Math.min(Math.max(position, 0), seat.count - 1);
    this.line.active = true;
    this.view = "question";
    if (!seat.practice) {
      this.keep({ position: seat.position });
      this.outbox.on = seat.position + 1;
    }
    this.draw();
  }

  lookBack() {
    this.view = "review";
    void this.outbox.flush();
    this.draw();
  }

  async finish() {
    this.keep({ finishing: true });
    this.redraw();
    try {
      const reply = await this.line.insist(() => this.outbox.finish());
      if (reply) {
        this.reach(reply.receipt);
        this.line.hear(reply.state);
      }
    } catch (error) {
      this.keep({ finishing: false });
      void this.line.beat();
    }
  }

  /** @param {string} receipt */
  reach(receipt) {
    if (!this.ending) {
      const { finishing, you, languages, papers, seed } = this.lease;
      const does = { draw: () => this.draw(), done: () => this.leave(), safe: () => !this.outbox.unsent().length };
      const byTime = !finishing && Object.keys(papers).length > 0;
      const whose = { country: you.country, languages, seed, count: you.questions };
      this.ending = new Ending({ receipt, byTime, ...whose }, does);
      this.keep({ finishing: true });
      void this.ending.begin();
      void this.outbox.flush().then(() => this.outbox.wipe());
    }
    if (this.line.state.phase === "closed") {
      void this.ending.wait();
    }
  }

  /** The pupil has read what could not be sent: from now on it may be forgotten. */
  leaveTold() {
    this.keep({ told: true });
    this.leave();
  }

  leave() {
    this.stop();
    this.house.leave(this.lease);
  }

  // the screen

  redraw() {
    if (screenOf(this) !== this.shown) {
      this.draw();
    }
  }

  /** Draws the present screen; the same one keeps focus and place. */
  draw() {
    const name = screenOf(this);
    this.shown = name;
    show(name, nodesOf(this, name), partOf(this, name));
    this.notice.draw();
    this.saving.draw(this.isQuiet());
  }
}
