/** Hears at once that a teacher has done something; a page that cannot is told of it by its next beat (docs/hall.md). */

/** @typedef {import("../shared/types").State} State */

const ADDRESS = "/nudges/";
/** Seconds: who is told of everything beats as a sign of life alone. Whoever is silent for 45 is taken for gone. */
const SELDOM = { shortest: 10, longest: 30, longer: 1.5 };
/** In these all there is to know is what a teacher does. */
const AT_WORK = ["running", "paused"];
/** In these nothing comes any more that a pupil waits for. */
const OVER = ["finished", "closed"];
/** After so many ends in a row it comes no less often. */
const MOST = 5;

export class Nudges {
  /**
   * @param {string | undefined} token of the sitting
   * @param {() => void} look asks the server for the state
   */
  constructor(token, look) {
    this.token = token;
    this.look = look;
    /** @type {EventSource | null} */
    this.source = null;
    /** whether words of this stream come through: what stands between may keep them back for hours */
    this.proven = false;
    this.ends = 0;
    /** the moment from which on it is tried again */
    this.again = 0;
    /** the moment of the next look */
    this.due = Infinity;
    this.timer = 0;
  }

  /**
   * Listens while the pupil is at work. After an end it is tried again when the server next says something, some beats
   * later: thousands whose server has gone do not come back in one moment.
   * @param {State} state from whatever reply
   * @param {boolean} here whether the pupil is, at this computer
   */
  heed(state, here) {
    if (!here || OVER.includes(state.phase)) {
      this.stop();
    } else if (this.token && !this.source && performance.now() >= this.again && isOneConnection()) {
      this.listen(this.token, state.beat * 1000);
    }
  }

  /**
   * @param {State} state
   * @returns {number} seconds between two beats
   */
  beatOf({ phase, beat }) {
    if (!this.proven || !AT_WORK.includes(phase)) {
      return beat;
    }
    const { shortest, longest, longer } = SELDOM;
    return Math.max(beat, Math.min(Math.max(shortest, beat * longer), longest));
  }

  /**
   * @param {string} token
   * @param {number} beat milliseconds
   */
  listen(token, beat) {
    const source = new EventSource(`${ADDRESS}${token}`);
    this.source = source;
    source.addEventListener("hello", () => {
      this.proven = true;
    });
    source.onmessage = ({ data }) => {
      this.ends = 0;
      this.lookWithin(Math.min(Number(data), beat));
    };
    source.onerror = () => {
      this.hangUp();
      // what was not told is known in a beat, and not in a seldom one
      this.lookWithin(beat);
      this.ends = Math.min(this.ends + 1, MOST);
      this.again = performance.now() + beat * this.ends * (1 + Math.random());
    };
  }

  /** @param {number} milliseconds over which the class spreads; the sooner of two looks is enough */
  lookWithin(milliseconds) {
    const due = performance.now() + milliseconds * Math.random();
    if (due < this.due) {
      clearTimeout(this.timer);
      this.due = due;
      this.timer = setTimeout(() => this.lookNow(), due - performance.now());
    }
  }

  lookNow() {
    this.due = Infinity;
    this.look();
  }

  stop() {
    clearTimeout(this.timer);
    this.due = Infinity;
    this.hangUp();
  }

  hangUp() {
    this.proven = false;
    if (this.source) {
      this.source.close();
      this.source = null;
    }
  }
}

/**
 * @returns {boolean} whether all requests share one connection. Where each has its own a page has six at most, and
 *   what keeps one of them open would take it from the answers.
 */
function isOneConnection() {
  if (typeof EventSource === "undefined") {
    return false;
  }
  const asked = /** @type {PerformanceResourceTiming[]} */ (performance.getEntriesByType("resource"));
  return asked.some(({ nextHopProtocol }) => nextHopProtocol === "h2" || nextHopProtocol === "h3");
}
