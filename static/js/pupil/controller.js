/** From the join to the end: what the server says and what the pupil does decide which screen is shown. */
import { Clock } from "./clock.js";
import { Ending } from "./ending.js";
import { layoutFor, show } from "../shared/layout.js";
import { currentLanguage, gettext, pick } from "../shared/language.js";
import { Heartbeat, sleep } from "./heartbeat.js";
import { NoticeStrip } from "../shared/notice.js";
import { Outbox } from "./outbox.js";
import { digestOf, startOrKept, takePaper, takeTrial, translated } from "./papers.js";
import { SavingLine } from "./saving.js";
import { countDown } from "./screens.js";
import { nodesOf, partOf, screenOf } from "./current_screen.js";

/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("./paper_state.js").PaperState} PaperState */
/**
 * What the controller needs of the page: `leave` brings the join screen for the next pupil.
 * @typedef {{store: import("../shared/types").Store, languages: import("../shared/types").Language[],
 *   leave: (lease: Lease) => void, speak: (code: string) => void}} Page
 */

const TOUCH = 10000;
/** So that the room does not ask for the paper in one moment. */
const START_SPREAD = 600;
/** Milliseconds for each second of the beat: the more pupils there are, the more they spread. */
const NOTICE_SPREAD = 100;

export class Controller {
  /**
   * @param {Page} page
   * @param {Lease} lease
   * @param {import("../shared/types").State | null} state null after a reload, before the server has spoken
   */
  constructor(page, lease, state) {
    this.page = page;
    this.lease = lease;
    const heard = () => this.heard();
    const retrying = () => this.outbox.isRetrying();
    this.heartbeat = new Heartbeat(lease.credential, state, { heard, on: () => this.place(), retrying });
    this.outbox = new Outbox(page.store, lease, {
      state: (said) => this.heartbeat.hear(said),
      changed: () => this.saved(),
      lost: (error) => this.heartbeat.lose(error),
    });
    this.saving = new SavingLine(this.outbox);
    this.clock = new Clock();
    const words = { own: pick, close: () => gettext("Close") };
    this.notice = new NoticeStrip(document.getElementById("notice"), words);
    /** @type {PaperState | null} */
    this.paperState = null;
    /** @type {PaperState | null} */
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
    layoutFor({ country: you.country, languages, adults: false });
    this.timers = [setInterval(() => this.tick(), 1000), setInterval(() => this.touch(), TOUCH)];
    this.draw();
    if (sure) {
      this.begin();
    }
    if (this.heartbeat.state.receipt) {
      this.heard();
    }
  }

  /** The pupil is the one of this lease: from now on the server hears of this computer. */
  begin() {
    this.asking = false;
    this.touch();
    if (Object.keys(this.lease.papers).length && !this.paperState) {
      this.openPaper();
    }
    if (this.lease.finishing) {
      void this.finish();
    }
    void this.heartbeat.beat();
    this.draw();
  }

  stop() {
    this.heartbeat.stop();
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
    this.page.store.patch(this.lease.id, changes).catch(() => undefined);
  }

  /** @returns {number} the question on screen as the pupil counts, or 0 */
  place() {
    return this.paperState && this.shown === "question" ? this.paperState.position + 1 : 0;
  }

  heard() {
    const { state } = this.heartbeat;
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
    const over = Boolean(this.ending) || this.heartbeat.lost;
    return !this.paperState || this.heartbeat.over || (over && !this.outbox.unsent().length);
  }

  tick() {
    this.clock.tick();
    this.saving.draw(this.isQuiet());
    if (this.shown === "starting") {
      countDown(this.heartbeat.secondsToStart());
      if (this.heartbeat.secondsToStart() === 0) {
        this.openPaper();
      }
    }
    this.redraw();
  }

  // the paper

  openPaper() {
    const present = !this.asking && this.lease.stage !== "confirm" && this.heartbeat.state.current;
    if (present && !this.paperState && !this.opening && !this.ending) {
      this.opening = true;
      void this.fetchPaper();
    }
  }

  async fetchPaper() {
    try {
      await sleep(Object.keys(this.lease.papers).length ? 0 : Math.random() * START_SPREAD);
      await this.heartbeat.insist(() => this.start());
    } catch (error) {
      void this.heartbeat.beat();
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
    this.paperState = await takePaper(this.lease, this.outbox.choices());
    this.keep({ position: this.paperState.position });
    void this.catchUp();
    this.heartbeat.hear(reply ? reply.state : { ...this.heartbeat.state, phase: "running" });
  }

  /**
   * Fetches what is on screen in another language; raises when it cannot be had.
   * @param {string} code
   * @returns {Promise<() => void>} what shows it
   */
  async papersIn(code) {
    const change = await translated(code, this.paperStates());
    return () => {
      change();
      this.keep({ language: code });
      this.draw();
      void this.catchUp();
    };
  }

  /** @returns {[PaperState | null, import("../shared/types").Names][]} each paper on screen with its digests */
  paperStates() {
    return [
      [this.paperState, this.lease.papers],
      [this.trial, this.lease.practice],
    ];
  }

  /** A paper that was under way while the language changed came in the old one. */
  async catchUp() {
    const code = currentLanguage();
    const behind = this.paperStates().filter(([state, papers]) => state && state.digest !== digestOf(papers, code));
    if (behind.length) {
      (await translated(code, behind).catch(() => () => undefined))();
      this.draw();
    }
  }

  /** Another tab of the same pupil may have answered meanwhile. */
  async comeBack() {
    await this.outbox.open().catch(() => undefined);
    if (this.paperState && this.shown === "question") {
      this.outbox.choices().forEach(([question, choice]) => this.paperState && this.paperState.answers.set(question, choice));
      this.draw();
    }
    if (!this.asking) {
      void this.heartbeat.beat();
    }
  }

  // what the pupil does

  itsMe() {
    if (this.lease.stage === "confirm") {
      this.keep({ stage: "comfort" });
    }
    this.begin();
    this.heard();
  }

  async tryOut() {
    this.trial = await takeTrial(this.lease);
    void this.catchUp();
    this.pass(this.trial ? "practice" : "ready");
  }

  /** @param {import("../shared/types").Stage} stage */
  pass(stage) {
    this.heartbeat.active = true;
    this.keep({ stage });
    this.redraw();
  }

  /** @param {number[]} flags */
  mark(flags) {
    this.heartbeat.active = true;
    this.heartbeat.tell(flags);
    this.keep({ flags });
  }

  /**
   * @param {number} question
   * @param {number} choice
   */
  choose(question, choice) {
    this.heartbeat.active = true;
    void this.outbox.add(question, choice);
  }

  /**
   * @param {PaperState} state
   * @param {number} position
   */
  go(state, position) {
    state.position = Math.min(Math.max(position, 0), state.count - 1);
    this.heartbeat.active = true;
    this.view = "question";
    if (!state.practice) {
      this.keep({ position: state.position });
      this.outbox.on = state.position + 1;
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
      const reply = await this.heartbeat.insist(() => this.outbox.finish());
      if (reply) {
        this.reach(reply.receipt);
        this.heartbeat.hear(reply.state);
      }
    } catch (error) {
      this.keep({ finishing: false });
      void this.heartbeat.beat();
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
    if (this.heartbeat.state.phase === "closed") {
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
    this.page.leave(this.lease);
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
