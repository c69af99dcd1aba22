/** From the join to the end: what the server says and what the pupil does decide which screen is shown. */
import { gettext, pick } from "../shared/language.js";
import { layoutFor, show } from "../shared/layout.js";
import { NoticeStrip } from "../shared/notice.js";
import { Actions } from "./actions.js";
import { Clock } from "./clock.js";
import { companion, sitsHere } from "./companion.js";
import { nodesOf, partOf, screenOf } from "./current_screen.js";
import { FileOffer } from "./file_offer.js";
import { Finishing } from "./finishing.js";
import { Heartbeat } from "./heartbeat.js";
import { releasedFault } from "./join.js";
import { Nudges } from "./nudges.js";
import { Outbox } from "./outbox/outbox.js";
import { PaperLoader } from "./papers.js";
import { SavingLine } from "./saving.js";
import { countDown, showHere } from "./screens.js";
import { standingOf } from "./standing.js";
import { Thoughts, forgetJotted, jot } from "./thoughts.js";

/** @typedef {import("../shared/types").Lease} Lease */
/**
 * What the controller needs of the page: `leave` brings the join screen for the next pupil.
 * @typedef {{store: import("../shared/types").Store, languages: import("../shared/types").Language[],
 *   leave: (lease: Lease, why?: import("./join.js").Fault) => void, speak: (code: string) => void}} Page
 */

const TOUCH = 10000;
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
    const beat = (/** @type {import("../shared/types").State} */ said) => this.nudges.beatOf(said);
    this.nudges = new Nudges(lease.nudges, () => void this.heartbeat.beat());
    this.heartbeat = new Heartbeat(lease.credential, state, { heard, on: () => this.place(), retrying, beat });
    this.outbox = new Outbox(page.store, lease, {
      // Before somebody has said who sits here, nothing is told of whose answers these are.
      state: (said) => (this.asking ? this.outbox.heed(said) : this.heartbeat.hear(said)),
      changed: () => this.saved(),
      lost: (error) => this.heartbeat.lose(error),
    });
    this.papers = new PaperLoader(this);
    this.actions = new Actions(this);
    this.finishing = new Finishing(this);
    this.clock = new Clock();
    this.thoughts = new Thoughts({
      make: (question, code) => this.outbox.add(question, code),
      left: () => this.clock.seconds(),
    });
    this.saving = new SavingLine(this.outbox, this.thoughts);
    this.file = new FileOffer(this);
    const words = { own: pick, close: () => gettext("Close") };
    this.notice = new NoticeStrip(document.getElementById("notice"), words);
    this.view = "question";
    this.asking = false;
    /** another tab of this browser has the lease */
    this.taken = false;
    /** the pupil has left: the screen is somebody else's */
    this.gone = false;
    this.shown = "";
    /** @type {string | number} which of the screens of one name is shown */
    this.part = "";
    /** @type {number[]} */
    this.timers = [];
    this.drawing = 0;
  }

  // the pupil comes and goes

  /** @param {boolean} sure false where somebody else may sit here by now */
  async open(sure) {
    this.asking = !sure;
    await this.outbox.open();
    const { you, languages } = this.lease;
    sitsHere(you);
    layoutFor({ country: you.country, languages, adults: false, companion, standing: standingOf(you) });
    this.timers = [setInterval(() => this.tick(), 1000), setInterval(() => this.touch(), TOUCH)];
    if (this.heartbeat.state.receipt) {
      this.heard();
    }
    if (sure) {
      this.begin();
    } else {
      this.draw();
    }
  }

  /** The pupil is the one of this lease: from now on the server hears of this computer. */
  begin() {
    this.asking = false;
    this.actions.tryOut();
    this.touch();
    if (Object.keys(this.lease.papers).length && !this.papers.state) {
      this.papers.open();
    }
    if (this.lease.finishing && !this.finishing.ending) {
      void this.finishing.finish();
    }
    void this.heartbeat.beat();
    this.draw();
  }

  /** Another tab of this browser goes on with this lease: what was made here is in the store of both, and still sent. */
  giveWay() {
    this.taken = true;
    void this.thoughts.settle();
    this.heartbeat.stop();
    this.nudges.stop();
    void this.outbox.flush();
    this.draw();
  }

  /** Another tab of the same pupil may have answered meanwhile. */
  async comeBack() {
    await this.outbox.keeping;
    await this.outbox.open();
    this.thoughts.know(this.outbox.choices());
    if (this.papers.state && this.shown === "question") {
      this.papers.answer(this.outbox.choices());
      this.draw();
    }
    if (!this.asking) {
      void this.heartbeat.beat();
    }
  }

  /** The page is hidden or left: what the pupil has answered goes out as far as it can. */
  putAway() {
    this.outbox.leave();
    if (this.thoughts.open) {
      jot(this.lease.id, this.thoughts.open);
      void this.thoughts.settle().then(() => {
        forgetJotted();
        this.outbox.leave();
      });
    }
  }

  /** @param {import("./join.js").Fault} [why] what the way in says */
  leave(why) {
    this.stop();
    this.page.leave(this.lease, why);
  }

  stop() {
    this.gone = true;
    void this.thoughts.settle();
    this.heartbeat.stop();
    this.nudges.stop();
    this.outbox.stop();
    this.timers.forEach((timer) => clearInterval(timer));
    clearTimeout(this.drawing);
    this.notice.hear("");
    this.saving.stop();
    this.finishing.stop();
    this.file.stop();
  }

  touch() {
    if (!this.asking && !this.taken && !this.finishing.ending) {
      this.keep({ touched: Date.now(), aside: false });
    }
  }

  /** @param {Partial<Lease>} changes */
  keep(changes) {
    Object.assign(this.lease, changes);
    this.page.store.patch(this.lease.id, changes).catch(() => undefined);
  }

  // what the server says, and what time does

  heard() {
    const { state } = this.heartbeat;
    if (state.released && state.current) {
      this.leave(releasedFault());
      return;
    }
    this.outbox.heed(state);
    this.nudges.heed(state, this.mayWork());
    this.notice.hear(state.notice, state.beat * NOTICE_SPREAD);
    this.outbox.on = this.place();
    this.clock.heed(state);
    if (state.phase === "running") {
      this.papers.open();
    }
    if (state.receipt) {
      this.finishing.reach(state.receipt);
    } else if (state.phase === "running" || state.phase === "paused") {
      this.finishing.goOn();
    }
    showHere(state.here);
    this.actions.renumber(state);
    this.redraw();
  }

  saved() {
    this.saving.draw(this.isQuiet());
    if (this.finishing.ending && !this.outbox.unsent().length) {
      void this.outbox.wipe();
      this.draw();
    } else {
      this.finishing.drawRest();
    }
  }

  tick() {
    this.clock.tick();
    this.saving.draw(this.isQuiet());
    this.file.tick();
    this.finishing.drawRest();
    if (this.shown === "starting") {
      countDown(this.heartbeat.secondsToStart());
      if (this.heartbeat.secondsToStart() === 0) {
        this.papers.open();
      }
    }
    this.redraw();
  }

  /** @returns {number} the question on screen as the pupil counts, or 0 */
  place() {
    return this.papers.state && this.shown === "question" ? this.papers.state.position + 1 : 0;
  }

  /** Whether the pupil of this lease is here, at this computer, and not at the end. */
  mayWork() {
    const present = !this.asking && this.lease.stage !== "confirm" && this.isCurrent();
    return present && !this.finishing.ending;
  }

  /** Whether the card is open here, and neither at another computer nor in another tab. */
  isCurrent() {
    return this.heartbeat.state.current && !this.taken;
  }

  /** Whether nothing is at stake that a pupil should read about. */
  isQuiet() {
    const over = Boolean(this.finishing.ending) || this.heartbeat.lost;
    return !this.papers.state || this.heartbeat.over || (over && !this.outbox.unsent().length);
  }

  // the screen

  /**
   * Fetches what is on screen in another language; raises when it cannot be had.
   * @param {string} code
   */
  async papersIn(code) {
    await this.thoughts.settle();
    const { ending } = this.finishing;
    const change = ending ? await ending.inLanguage(code) : () => undefined;
    const showThem = await this.papers.inLanguage(code);
    return () => {
      change();
      showThem();
    };
  }

  redraw() {
    if (screenOf(this) !== this.shown) {
      this.draw();
    }
  }

  /** Draws in a task after that of the press: on a slow computer the press is seen before the new screen is built. */
  drawSoon() {
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.draw());
  }

  /** Draws the present screen; the same one keeps focus and place. */
  draw() {
    clearTimeout(this.drawing);
    if (this.gone) {
      return;
    }
    const name = screenOf(this);
    const part = partOf(this, name);
    if (name !== this.shown || part !== this.part) {
      void this.thoughts.settle();
    }
    Object.assign(this, { shown: name, part });
    show(name, nodesOf(this, name), part);
    this.notice.draw();
    this.saving.draw(this.isQuiet());
  }
}
