/** An outbox: every answer is kept before it is sent, and sent until the server has it. */
import * as api from "./api.js";

/** @typedef {import("../shared/types").Entry} Entry */
/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("../shared/types").Saving} Saving */
/** @typedef {import("../shared/types").State} State */
/** @typedef {import("../shared/types").Store} Store */

const PAUSES = [1, 2, 5, 10];
const PATIENCE = 120000;
export const AT_ONCE = 400;
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

/** The outbox of the pupil who sits here now. */
export class Outbox {
  /**
   * @param {Store} store
   * @param {Lease} lease
   * @param {{state: (state: State) => void, changed: () => void, lost: (error: unknown) => void}} hears
   */
  constructor(store, lease, hears) {
    this.store = store;
    this.lease = lease;
    this.hears = hears;
    /** @type {Entry[]} */
    this.entries = [];
    this.on = 0;
    this.wait = 0;
    this.endsAt = Infinity;
    this.failures = 0;
    this.failingSince = 0;
    this.sentAt = 0;
    this.notBefore = 0;
    this.unreachable = false;
    this.broken = false;
    this.stopped = false;
    /** @type {Promise<void> | null} */
    this.sending = null;
    this.timer = 0;
  }

  /** Reads what is kept: after a reload, or when another tab of the same pupil has answered. */
  async open() {
    const kept = await this.store.events(this.lease.id);
    const seqs = new Set(kept.map(({ seq }) => seq));
    this.entries = [...kept, ...this.entries.filter(({ seq }) => !seqs.has(seq))];
    this.schedule();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** @returns {Entry[]} what the server does not have yet */
  unsent() {
    return this.entries.filter(({ mark }) => mark === "new");
  }

  /** @returns {[number, number][]} question and choice of every event, in the order they were made */
  choices() {
    const inOrder = [...this.entries].sort((a, b) => a.seq - b.seq);
    return inOrder.map(({ question, choice }) => [question, choice]);
  }

  /** @returns {Saving} */
  saving() {
    const waiting = this.unsent().length;
    const tooLong = this.failingSince > 0 && performance.now() - this.failingSince > PATIENCE;
    const refused = this.entries.some(({ mark }) => mark === "refused");
    if (refused || this.broken || (waiting && tooLong)) {
      return { kind: "call", waiting };
    }
    return { kind: waiting ? "kept" : "saved", waiting };
  }

  /**
   * Keeps an answer, then sends it.
   * @param {number} question
   * @param {number} choice both as the paper counts
   */
  async add(question, choice) {
    this.entries.push(await this.keep({ question, choice, at: Date.now() }));
    this.hears.changed();
    this.schedule();
  }

  /**
   * @param {{question: number, choice: number, at: number}} event
   * @returns {Promise<Entry>}
   */
  async keep(event) {
    try {
      return await this.store.append(this.lease.id, event);
    } catch (error) {
      return this.keepAnyway(event);
    }
  }

  /**
   * The lease was wiped by another tab, or the disk is full or broken. Then the answer lives in this
   * page, is sent, and the teacher is called.
   * @param {{question: number, choice: number, at: number}} event
   * @returns {Promise<Entry>}
   */
  async keepAnyway(event) {
    const made = Math.max(this.lease.made, ...this.entries.map(({ seq }) => seq));
    try {
      await this.store.put({ ...this.lease, made });
      return await this.store.append(this.lease.id, event);
    } catch (error) {
      this.broken = true;
      return { lease: this.lease.id, seq: made + 1, ...event, mark: "new" };
    }
  }

  /** @param {State} state how long the server wants events to gather, and when time is up */
  heed(state) {
    this.wait = state.wait;
    this.endsAt = state.phase === "running" && state.left !== null ? performance.now() + state.left * 1000 : Infinity;
  }

  /** Whether answers are being tried again: no other sign of life is needed beside them. */
  isRetrying() {
    return this.unreachable && this.unsent().length > 0;
  }

  /** @returns {number} milliseconds until nothing may be held back any more because time runs out */
  untilLast() {
    return Math.max(this.endsAt - LAST - performance.now(), 0);
  }

  /**
   * The pause after a failure, cut short around the deadline.
   * @param {number} asked seconds
   */
  pause(asked) {
    const usual = pause(this.failures, asked);
    const over = performance.now() > this.endsAt + LAST;
    return over ? usual : Math.min(usual, this.untilLast() + spread(LAST_PAUSE / 2, LAST_PAUSE));
  }

  schedule() {
    clearTimeout(this.timer);
    if (this.stopped || !this.unsent().length) {
      return;
    }
    const now = performance.now();
    const gather = Math.min(this.sentAt + this.wait * 1000 - now, this.untilLast());
    this.timer = setTimeout(() => void this.flush(), Math.max(gather, this.notBefore - now, 0));
  }

  /** Sends what is unsent now; one request at a time. Never raises: it tries again by itself. */
  async flush() {
    clearTimeout(this.timer);
    this.sending = this.sending || this.send().finally(() => {
      this.sending = null;
    });
    await this.sending;
  }

  async send() {
    const batch = this.unsent().slice(0, AT_ONCE);
    if (!batch.length || this.stopped) {
      return;
    }
    try {
      const body = { events: batch.map(wire), ...(this.on ? { on: this.on } : {}) };
      const reply = await api.answers(this.lease.credential, body);
      this.sentAt = performance.now();
      await this.settle(reply.acked, reply.refused);
      this.failures = this.failingSince = this.notBefore = 0;
      this.unreachable = false;
      this.hears.state(reply.state);
      this.schedule();
    } catch (error) {
      this.failed(error);
    }
    this.hears.changed();
  }

  /** @param {unknown} error */
  failed(error) {
    this.failures += 1;
    this.failingSince = this.failingSince || performance.now();
    this.unreachable = error instanceof api.Unreachable;
    if (api.isFinal(error)) {
      this.hears.lost(error);
      return;
    }
    this.notBefore = performance.now() + this.pause(api.askedBy(error));
    this.schedule();
  }

  /**
   * @param {number[]} acked
   * @param {number[]} refused
   */
  async settle(acked, refused) {
    for (const entry of this.entries) {
      if (acked.includes(entry.seq)) {
        entry.mark = "acked";
      } else if (refused.includes(entry.seq)) {
        entry.mark = "refused";
      }
    }
    try {
      await this.store.settle(this.lease.id, acked, "acked");
      await this.store.settle(this.lease.id, refused, "refused");
    } catch (error) {
      // sent once more after a reload, which is harmless
    }
  }

  /** The page is being left: one last try that outlives it. */
  leave() {
    const batch = this.unsent().slice(0, AT_ONCE);
    if (batch.length && !this.stopped) {
      api.answers(this.lease.credential, { events: batch.map(wire) }, true).catch(() => undefined);
    }
  }

  /**
   * Sends everything and finishes. Raises what `api` raises; may be repeated.
   * @returns {Promise<{receipt: string, state: State}>}
   */
  async finish() {
    await this.open().catch(() => undefined);
    await this.flush();
    if (this.unsent().length) {
      throw new api.Unreachable(0);
    }
    return finishLease(this.store, this.lease, this.entries);
  }

  /** Forgets everything once the server has it all. */
  async wipe() {
    if (!this.unsent().length) {
      this.stop();
      await this.store.wipe(this.lease.id).catch(() => undefined);
    }
  }
}

/**
 * @param {Entry} entry
 * @returns {number[]}
 */
export function wire({ seq, question, choice, at }) {
  return [seq, question, choice, at];
}

/**
 * Names the last seq that was not refused; where the server misses some, they count as unsent again.
 * @param {Store} store
 * @param {Lease} lease
 * @param {Entry[]} entries
 */
export async function finishLease(store, lease, entries) {
  const made = Math.max(0, ...entries.filter(({ mark }) => mark !== "refused").map(({ seq }) => seq));
  try {
    return await api.finish(lease.credential, made);
  } catch (error) {
    if (error instanceof api.Refusal && error.code === "unsent") {
      const { missing } = error;
      entries.filter(({ seq }) => missing.includes(seq)).forEach((entry) => {
        entry.mark = "new";
      });
      await store.settle(lease.id, missing, "new");
      throw new api.Unreachable(0);
    }
    throw error;
  }
}
