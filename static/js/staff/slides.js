/** Where a wall of questions is: which one, and whether its answer is shown. */

/** Of what was seen so much stays in sight, so that nobody loses the line. */
const KEPT = 0.15;

/** Pixels between the last line and the buttons. */
const AIR = 12;

/**
 * How far one press scrolls before it turns the page; 0 where nothing hangs below the edge.
 * @param {{below: number, view: number}} sizes in pixels
 */
export function scrolledOn({ below, view }) {
  return below > 1 ? Math.min(below + AIR, view * (1 - KEPT)) : 0;
}

export class Slides {
  /** @param {number} count */
  constructor(count) {
    this.count = count;
    this.at = 0;
    this.answered = false;
  }

  get isFirst() {
    return this.at === 0 && !this.answered;
  }

  /** @returns {"answer" | "next" | "end"} what going on does */
  get step() {
    if (!this.answered) {
      return "answer";
    }
    return this.at + 1 < this.count ? "next" : "end";
  }

  on() {
    if (this.step === "next") {
      this.at += 1;
      this.answered = false;
    } else {
      this.answered = true;
    }
  }

  /** Back is the same way: an answer is taken away before the question is. */
  back() {
    if (this.answered) {
      this.answered = false;
    } else if (this.at > 0) {
      this.at -= 1;
      this.answered = true;
    }
  }
}
