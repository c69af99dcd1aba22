/** When an outbox sends: what it gathers, how long it waits after a failure, what changes near the end. Pure. */

/** @typedef {import("../../shared/types").State} State */

const PAUSES = [1, 2, 5, 10];
const PATIENCE = 120000;
/** So long before the deadline nothing is gathered any more, and after it nobody waits long yet. */
const LAST = 30000;
const LAST_PAUSE = 2;

/**
 * How long to wait before the next try. Thousands fail in the same moment and must not come back in
 * one: the wait is anything from half to one and a half times the usual pause, or from once to twice
 * what the server asked for, never sooner than that.
 * @param {number} failures in a row
 * @param {number} [asked] seconds the server asked for
 * @returns {number} milliseconds
 */
export function pause(failures, asked = 0) {
  const usual = PAUSES[Math.min(failures, PAUSES.length) - 1] || 1;
  return spread(Math.max(usual / 2, asked), Math.max(usual, asked));
}

/**
 * @param {number} least
 * @param {number} more both in seconds
 * @returns {number} milliseconds, anything from `least` to `least + more`
 */
function spread(least, more) {
  return (least + Math.random() * more) * 1000;
}

export class Pace {
  /** @param {() => number} [now] milliseconds of a clock that nobody sets */
  constructor(now = () => performance.now()) {
    this.now = now;
    this.wait = 0;
    this.endsAt = Infinity;
    this.failures = 0;
    this.failingSince = 0;
    this.sentAt = 0;
    this.notBefore = 0;
  }

  /** @param {State} state how long the server wants events to gather, and when time is up */
  heed(state) {
    this.wait = state.wait;
    this.endsAt = state.phase === "running" && typeof state.left === "number" ? this.now() + state.left * 1000 : Infinity;
  }

  /** @returns {number} milliseconds until what is unsent may go */
  delay() {
    const now = this.now();
    const gather = Math.min(this.sentAt + this.wait * 1000 - now, this.untilLast());
    return Math.max(gather, this.notBefore - now, 0);
  }

  /** @returns {number} milliseconds until nothing may be held back any more because time runs out */
  untilLast() {
    return Math.max(this.endsAt - LAST - this.now(), 0);
  }

  /** The server has taken something: from here on the next events gather. */
  sent() {
    this.sentAt = this.now();
  }

  /** All is well again. */
  recovered() {
    this.failures = this.failingSince = this.notBefore = 0;
  }

  failed() {
    this.failures += 1;
    this.failingSince = this.failingSince || this.now();
  }

  /** @param {number} asked seconds the server asked to wait after this failure */
  hold(asked) {
    this.notBefore = this.now() + this.pause(asked);
  }

  /**
   * The pause after a failure, cut short around the deadline.
   * @param {number} asked seconds
   */
  pause(asked) {
    const usual = pause(this.failures, asked);
    const over = this.now() > this.endsAt + LAST;
    return over ? usual : Math.min(usual, this.untilLast() + spread(LAST_PAUSE / 2, LAST_PAUSE));
  }

  /** @returns {number} milliseconds since the first failure after which nothing was acknowledged */
  failingFor() {
    return this.failingSince > 0 ? this.now() - this.failingSince : 0;
  }

  /** Whether it has failed for so long that a person should know. */
  isFailingLong() {
    return this.failingFor() > PATIENCE;
  }
}
