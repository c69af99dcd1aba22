/** The end of an attempt: the last answers, the receipt, and the result once there is one. */
import { el, heading, readable, say } from "../shared/dom.js";
import { currentLanguage, gettext } from "../shared/language.js";
import { remark } from "../shared/layout.js";
import * as api from "./api.js";
import { digestOf } from "./papers.js";
import { lastScreen, lastScreenComes } from "./later_modules.js";
import { sleep } from "./heartbeat.js";
import { shuffled } from "./paper_state.js";
import { standingWords } from "./standing.js";

/**
 * `seed` and `count` are the order in which the pupil saw the questions, where that is known; `answered` of them have an answer.
 * `animal` and `ages` are those of the pupil. `kind` says whether it counts.
 * `interrupted`: the teacher ended the quiz while there was time left. `lease`: of one who goes on where the quiz is opened again.
 * `language`: in which it was read last.
 * @typedef {{receipt: string, byTime: boolean, interrupted?: boolean | undefined, country: string, languages: string[], seed: number | null,
 *   count: number, answered?: number, animal?: string, ages?: string, kind?: string | undefined,
 *   language?: string, lease?: import("../shared/types").Lease | undefined}} Reached
 */

const KEPT = "quiz-receipt";
const SOON = 3000;
/** When the time is up it is up for the whole country at once. */
const SOON_AFTER_TIME = 20000;
const LATER = 30000;

/** Asks for the own result and draws the last screen; lives on after the outbox is wiped. */
export class Ending {
  /**
   * @param {Reached} reached
   * @param {{draw: () => void, done: () => void, safe: () => boolean}} does
   * @param {number} [since] when the end was reached, 0 where that is long ago
   */
  constructor(reached, does, since = 0) {
    this.since = since;
    this.reached = { language: currentLanguage(), ...reached };
    this.does = does;
    /** @type {import("../shared/types").ResultReply | null} */
    this.result = null;
    /** @type {import("../shared/types").Keys | null} what is right and why, once that may be known */
    this.keys = null;
    this.failed = false;
    this.stopped = false;
    /** @type {Promise<void> | null} the question under way */
    this.asking = null;
    this.waiting = false;
    remember(this.reached);
    void this.dress();
  }

  /** Where the last screen is not there yet, the plain one gives way to it. */
  async dress() {
    if (!lastScreen()) {
      await lastScreenComes();
      if (!this.stopped) {
        this.does.draw();
      }
    }
  }

  stop() {
    this.stopped = true;
  }

  /** The name for the boards comes soon after the finish; a whole class does not ask in one moment. */
  async begin() {
    await sleep(Math.random() * (this.reached.byTime ? SOON_AFTER_TIME : SOON));
    await this.ask();
  }

  /** The sitting was closed: ask until the score is there. */
  async wait() {
    if (this.waiting) {
      return;
    }
    this.waiting = true;
    while (!this.stopped && !this.hasScore()) {
      await sleep(Math.random() * SOON);
      await this.ask();
      await sleep(this.hasScore() ? 0 : LATER);
    }
  }

  hasScore() {
    return this.result !== null && this.result.phase !== "wait";
  }

  /** Whoever asks while a question is under way has its answer. */
  async ask() {
    if (!this.stopped) {
      this.asking = this.asking || this.look();
      await this.asking;
    }
  }

  /** Asked by the pupil: also that nothing is new is told. */
  async askAgain() {
    const before = this.told();
    await this.ask();
    if (!this.stopped && this.told() === before) {
      remark(
        this.failed || api.isRevealed(this.result)
          ? gettext("We cannot reach the quiz at the moment. Nothing is lost. Try again later.")
          : gettext("Not yet. Look again later."),
      );
    }
  }

  /** @returns {string} what there is on the screen: points, answers */
  told() {
    return `${this.words()}/${this.keys !== null}`;
  }

  async look() {
    const known = this.words();
    const reply = await api.result(this.reached.receipt).catch(() => null);
    this.asking = null;
    this.failed = reply === null;
    this.result = reply || this.result;
    (await this.inLanguage(currentLanguage()).catch(() => () => undefined))();
    if (!this.stopped) {
      this.does.draw();
      this.tell(known);
    }
  }

  /**
   * The score comes by itself, long after the screen: who does not see it hears it.
   * @param {string} known what was told before
   */
  tell(known) {
    const words = this.words();
    if (words !== known) {
      say(words);
    }
  }

  /** @returns {string} the score, once it is known and can be drawn */
  words() {
    const screen = lastScreen();
    return screen ? screen.scoreWords(this.result) : "";
  }

  /**
   * Fetches the explanations in a language, once they may be known; raises when they cannot be had.
   * @param {string} code
   * @returns {Promise<() => void>} what changes them
   */
  async inLanguage(code) {
    const digest = api.isRevealed(this.result) ? digestOf(this.result.keys || {}, code) : "";
    const fetched = digest ? await api.keys(digest) : null;
    return () => {
      this.keys = fetched;
      // Who has left has left nothing for the next one.
      if (!this.stopped) {
        this.reached.language = code;
        remember(this.reached);
      }
    };
  }

  nodes() {
    const { receipt, byTime, interrupted = false, seed, count, answered = 0 } = this.reached;
    const order = typeof seed === "number" ? shuffled(count, seed) : [];
    const { result, keys, failed, since } = this;
    const safe = this.does.safe();
    const late = (result && result.late) || 0;
    const said = { thanks: thanks({ byTime, interrupted, safe }), standing: standingWords(this.reached) };
    const end = { receipt, ...said, order, result, keys, failed, safe, answered, count, late, since };
    const screen = lastScreen();
    return screen ? screen.finished(end, { again: () => void this.askAgain(), done: this.does.done }) : plain(end);
  }
}

/**
 * @param {{byTime: boolean, interrupted: boolean, safe: boolean}} end
 * @returns {string} how it came about, and where the answers are
 */
function thanks({ byTime, interrupted, safe }) {
  if (!byTime) {
    return gettext("Thank you. Your answers are saved.");
  }
  if (interrupted) {
    return safe
      ? gettext("Your teacher has ended the quiz. Your answers are saved.")
      : gettext("Your teacher has ended the quiz. Your answers are kept on this computer.");
  }
  return safe ? gettext("Time is up. Your answers are saved.") : gettext("Time is up. Your answers are kept on this computer.");
}

/**
 * What must not wait for looks.
 * @param {{receipt: string, thanks: string}} end
 */
function plain(end) {
  return [
    heading(end.thanks),
    el("p", { class: "receipt-code figures", "data-testid": "receipt" }, readable(end.receipt)),
    el("p", {}, gettext("Copy it on paper, or photograph it. It opens your result later, and only you have it.")),
  ];
}

/** @param {Reached} reached so that a reload shows the same page again */
function remember(reached) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(reached));
  } catch (error) {
    // without storage the page lasts until it is left
  }
}

/** The next pupil must not see it. */
export function forgetReceipt() {
  try {
    sessionStorage.removeItem(KEPT);
  } catch (error) {
    // nothing was kept
  }
}

/** @returns {Reached | null} the end this tab has reached */
export function keptReceipt() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) || "null");
  } catch (error) {
    return null;
  }
}
