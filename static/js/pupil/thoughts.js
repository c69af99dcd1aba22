/**
 * One event for each thought: a pupil who marks four things makes one event once the hand rests, or once the question is
 * left. It is made before it gets a number: the finish asks for all that have one.
 */

/** @typedef {{question: number, code: number}} Thought */

const REST = 800;
/** Seconds before the deadline from which on nothing waits. */
const LAST = 2;
const KEY = "quiz-thought";
/** Milliseconds; later the pupil may have answered at another computer. */
const FRESH = 2 * 60 * 1000;

export class Thoughts {
  /**
   * `make` keeps an answer and sends it; `left`: seconds left, where there is a limit and it is known.
   * @param {{make: (question: number, code: number) => Promise<void>, left: () => number | null | undefined}} does
   */
  constructor(does) {
    this.does = does;
    /** @type {Map<number, number>} the code of the last event of each question */
    this.made = new Map();
    /** @type {Thought | null} */
    this.open = null;
    /** events that are being made and not kept yet */
    this.making = 0;
    this.timer = 0;
  }

  /** Whether there is an answer that nobody has kept yet. */
  isBusy() {
    return this.open !== null || this.making > 0;
  }

  /** @param {Iterable<[number, number]>} codes of events that were made elsewhere or before, the later ones last */
  know(codes) {
    for (const [question, code] of codes) {
      this.made.set(question, code);
    }
  }

  /** @param {Thought} thought what the answer is at this moment */
  have(thought) {
    if (this.open && this.open.question !== thought.question) {
      void this.settle();
    }
    this.open = thought;
    clearTimeout(this.timer);
    const rest = this.rest();
    if (rest) {
      this.timer = setTimeout(() => void this.settle(), rest);
    } else {
      void this.settle();
    }
  }

  /**
   * What a single press says all of; it waits for nothing.
   * @param {Thought} thought
   */
  async haveAtOnce({ question, code }) {
    this.made.set(question, code);
    this.making += 1;
    try {
      await this.does.make(question, code);
    } finally {
      this.making -= 1;
    }
  }

  /** @returns {number} milliseconds a thought may still take */
  rest() {
    const left = this.does.left();
    return typeof left === "number" ? Math.min(Math.max((left - LAST) * 1000, 0), REST) : REST;
  }

  /** Makes the event now, unless all is as it was before. */
  async settle() {
    const { open } = this;
    clearTimeout(this.timer);
    this.open = null;
    // Touched and empty again is no more than never touched.
    if (open && (this.made.get(open.question) || 1) !== open.code) {
      await this.haveAtOnce(open);
    }
  }
}

// ------------------------------------------------------------------ the thought of a page that goes away

/**
 * There is no time for an event then, only for a note that the page reads when it comes again, as after a reload.
 * @param {string} lease
 * @param {Thought} thought
 */
export function jot(lease, thought) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ lease, thought, at: Date.now() }));
  } catch (error) {
    // without storage the last moment is lost
  }
}

/** It has become an event. */
export function forgetJotted() {
  try {
    localStorage.removeItem(KEY);
  } catch (error) {
    // nothing was kept
  }
}

/**
 * Takes the note away.
 * @param {string} lease
 * @returns {Thought | null} what this lease was about to say
 */
export function takeJotted(lease) {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "null");
    forgetJotted();
    return found && found.lease === lease && Date.now() - found.at < FRESH ? found.thought : null;
  } catch (error) {
    return null;
  }
}
