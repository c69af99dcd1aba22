/** From the join to the end: what the server says and what the pupil does decide which screen is shown. */
import { Clock } from "./clock.js";
import { banner, frameFor, show, watchComfort } from "./frame.js";
import * as hall from "./hall.js";
import { currentLanguage, gettext, interpolate } from "./language.js";
import { Outbox, pause } from "./outbox.js";
import { questionScreen } from "./quiz.js";
import { finished } from "./result.js";
import * as rooms from "./rooms.js";
import { Seat } from "./seat.js";

/** @typedef {import("./types").Lease} Lease */
/** @typedef {import("./types").Stage} Stage */
/** @typedef {import("./types").State} State */
/** @typedef {import("./types").Store} Store */
/** @typedef {{store: Store, languages: import("./types").Language[], home: () => void, speak: (code: string) => Promise<void>}} House */

/** Shorter than this nobody is told that an answer is not saved yet. */
const PATIENCE = 1200;
const TOUCH = 10000;
/** @type {Stage[]} */
const STAGES = ["confirm", "comfort", "how", "practice", "ready"];

/** @type {State} what is assumed until the server has spoken */
const UNKNOWN = { phase: "waiting", left: null, starts_in: null, current: true, wait: 0, beat: 5, receipt: null };

export class Flow {
  /**
   * @param {House} house
   * @param {Lease} lease
   * @param {State | null} state null after a reload, when the server has not spoken yet
   */
  constructor(house, lease, state) {
    this.house = house;
    this.lease = lease;
    this.state = state || { ...UNKNOWN, phase: Object.keys(lease.papers).length ? "running" : "waiting" };
    this.outbox = new Outbox(house.store, lease, {
      state: (said) => this.hear(said),
      changed: () => this.showSaving(),
      lost: () => this.lose(),
    });
    this.clock = new Clock();
    /** @type {Seat | null} */
    this.seat = null;
    /** @type {Seat | null} */
    this.practice = null;
    this.view = "question";
    this.asking = false;
    this.opening = false;
    this.lost = false;
    this.stopped = false;
    this.active = false;
    this.failures = 0;
    this.startsAt = 0;
    this.keptSince = 0;
    this.shown = "";
    /** @type {{receipt: string, result: import("./types").ResultReply | null, byTime: boolean, failed: boolean, safe: boolean} | null} */
    this.end = null;
    /** @type {number[]} */
    this.timers = [];
    this.beatTimer = 0;
  }

  /**
   * Begins to listen, and shows the first screen.
   * @param {boolean} sure false where somebody else may sit here by now
   */
  async open(sure) {
    this.asking = !sure;
    await this.outbox.open();
    frameFor({ country: this.lease.you.country, languages: this.lease.languages, adults: false });
    watchComfort(() => this.clock.tick());
    this.timers = [setInterval(() => this.tick(), 1000), setInterval(() => this.touch(), TOUCH)];
    if (sure) {
      await this.sitDown();
    }
    this.draw();
  }

  /** The pupil is the one of this lease: from now on the server hears of this computer. */
  async sitDown() {
    this.asking = false;
    this.touch();
    this.hear(this.state);
    await this.beat();
  }

  stop() {
    this.stopped = true;
    this.outbox.stop();
    this.timers.forEach(clearInterval);
    clearTimeout(this.beatTimer);
    banner("none", "");
  }

  touch() {
    if (!this.asking && !this.end) {
      void this.keep({ touched: Date.now(), aside: false });
    }
  }

  /** @param {Partial<Lease>} changes */
  async keep(changes) {
    Object.assign(this.lease, changes);
    await this.house.store.patch(this.lease.id, changes).catch(() => undefined);
  }

  // ---------------------------------------------------------------- what the server says

  async beat() {
    clearTimeout(this.beatTimer);
    if (this.stopped || this.lost) {
      return;
    }
    const { active } = this;
    this.active = false;
    try {
      const on = this.position();
      const { state } = await hall.heartbeat(this.lease.credential, { ...(on ? { on } : {}), active });
      this.failures = 0;
      this.hear(state);
    } catch (error) {
      this.active = this.active || active;
      this.missed(error);
    }
    this.beatLater();
  }

  beatLater() {
    clearTimeout(this.beatTimer);
    if (!this.stopped) {
      const wait = this.failures ? pause(this.failures) : this.state.beat * 1000 * (1 + Math.random() * 0.2);
      this.beatTimer = setTimeout(() => void this.beat(), wait);
    }
  }

  /** @param {unknown} error */
  missed(error) {
    this.failures += 1;
    if (error instanceof hall.Refusal && error.status === 401) {
      this.lose();
    }
  }

  lose() {
    this.lost = true;
    this.draw();
  }

  /** @returns {number} the question on screen as the pupil counts, or 0 */
  position() {
    return this.seat && this.shown === "question" ? this.seat.position + 1 : 0;
  }

  /** @param {State} state */
  hear(state) {
    if (this.stopped) {
      return;
    }
    this.state = state;
    this.outbox.heed(state);
    if (state.starts_in !== null) {
      this.startsAt = performance.now() + state.starts_in * 1000;
    }
    if (state.phase === "running" || state.phase === "paused") {
      this.clock.set(state.left, state.phase === "running");
    }
    if (state.receipt) {
      this.reach(state.receipt);
    }
    this.openPaper();
    if (this.name() !== this.shown) {
      this.draw();
    }
    this.beatLater();
  }

  openPaper() {
    if (this.state.phase === "running" && !this.seat && !this.opening && !this.end && this.isSeated()) {
      this.opening = true;
      void this.fetchPaper();
    }
  }

  isSeated() {
    return !this.asking && this.lease.stage !== "confirm" && this.state.current;
  }

  /** Start, as often as it takes; after a reload without a server the kept paper will do. */
  async fetchPaper() {
    for (let failures = 1; !this.stopped && !this.seat; failures += 1) {
      try {
        await this.start();
      } catch (error) {
        if (error instanceof hall.Refusal) {
          break;
        }
        const asked = error instanceof hall.Unreachable ? error.wait : 0;
        await new Promise((resolve) => void setTimeout(resolve, pause(failures, asked)));
      }
    }
    this.opening = false;
    this.draw();
  }

  async start() {
    try {
      const { papers, answers, state } = await hall.start(this.lease.credential, currentLanguage());
      await this.keep({ papers, answers });
      this.hear(state);
    } catch (error) {
      if (error instanceof hall.Refusal || !Object.keys(this.lease.papers).length) {
        throw error;
      }
    }
    const paper = await hall.paper(digest(this.lease.papers, currentLanguage()));
    this.seat = this.seated(paper);
  }

  /**
   * A seat at this paper with everything the pupil has done so far.
   * @param {import("./types").Paper} paper
   */
  seated(paper) {
    const seat = new Seat(paper, this.lease.seed, { position: this.lease.position, flags: this.lease.flags });
    const stored = Object.entries(this.lease.answers).map(([question, choice]) => [Number(question), choice]);
    seat.answers = new Map(/** @type {[number, number][]} */ ([...stored, ...this.outbox.choices()]));
    return seat;
  }

  // ---------------------------------------------------------------- the clock's second

  tick() {
    this.clock.tick();
    this.showSaving();
    const digits = document.getElementById("countdown");
    if (digits) {
      digits.textContent = String(this.secondsToStart());
    }
    if (this.state.phase === "starting" && this.shown === "starting" && this.secondsToStart() === 0) {
      this.shown = "opening";
      setTimeout(() => void this.beat(), Math.random() * 600);
    }
    if (this.name() !== this.shown && this.shown !== "opening") {
      this.draw();
    }
  }

  secondsToStart() {
    return Math.max(Math.ceil((this.startsAt - performance.now()) / 1000), 0);
  }

  showSaving() {
    const { kind, waiting } = this.outbox.saving();
    this.keptSince = kind === "kept" ? this.keptSince || Date.now() : 0;
    const quiet = !this.seat || this.name() === "elsewhere" || (this.end && kind === "saved");
    if (quiet) {
      banner("none", "");
    } else if (kind === "call") {
      banner("call", gettext("Call your teacher. Your answers are kept on this computer."));
    } else if (kind === "saved") {
      banner("saved", this.seat && this.seat.answers.size ? gettext("Your answers are saved.") : gettext("Every answer is saved at once."));
    } else if (Date.now() - this.keptSince > PATIENCE) {
      banner("kept", interpolate(gettext("Kept on this computer (%(count)s waiting). Keep going."), { count: waiting }));
    }
  }

  // ---------------------------------------------------------------- which screen

  /** @returns {string} */
  name() {
    if (this.end) {
      return "finished";
    }
    if (this.lost || !this.state.current) {
      return this.lost ? "lost" : "elsewhere";
    }
    if (this.asking || this.lease.stage === "confirm") {
      return "confirm";
    }
    return this.nameOfPhase();
  }

  nameOfPhase() {
    const { phase } = this.state;
    if (phase === "waiting" || phase === "late") {
      return this.lease.stage === "ready" ? phase : this.lease.stage;
    }
    if (phase !== "running") {
      return phase;
    }
    if (!this.seat) {
      return "opening";
    }
    if (this.lease.finishing) {
      return "sending";
    }
    return this.clock.isUp() ? "up" : this.view;
  }

  /** Draws the present screen; the same one keeps focus and place. */
  draw() {
    if (this.stopped) {
      return;
    }
    const name = this.name();
    this.shown = name;
    show(name, this.nodes(name), this.part(name));
    this.showSaving();
  }

  /** @param {string} name */
  part(name) {
    const seat = name === "practice" ? this.practice : this.seat;
    return seat ? seat.position : "";
  }

  /**
   * @param {string} name
   * @returns {(Node | string | null | false)[]}
   */
  nodes(name) {
    const { you } = this.lease;
    const again = () => void this.leave();
    /** @type {Record<string, () => (Node | string | null | false)[]>} */
    const screens = {
      confirm: () => rooms.confirm(you, () => void this.itsMe(), again),
      comfort: () => rooms.comfort(this.languages(), currentLanguage(), { choose: this.house.speak, next: () => this.pass() }),
      how: () => rooms.how(you, () => void this.practise(), this.hasPractice()),
      practice: () => this.practiceNodes(),
      waiting: () => rooms.waiting(you),
      late: () => rooms.late(),
      starting: () => rooms.starting(this.secondsToStart()),
      opening: () => rooms.opening(),
      question: () => this.questionNodes(),
      review: () => this.reviewNodes(),
      paused: () => rooms.paused(),
      up: () => rooms.timeUp(!this.outbox.unsent().length),
      sending: () => rooms.sending(),
      elsewhere: () => rooms.elsewhere(again),
      lost: () => rooms.lost(again),
      closed: () => rooms.closed(again),
      finished: () => this.endNodes(),
    };
    return (screens[name] || rooms.opening)();
  }
}
