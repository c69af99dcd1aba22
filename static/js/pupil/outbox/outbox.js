/** An outbox: every answer is kept before it is sent, and sent until the server has it. */
import * as api from "../api.js";
import { Entries, Transport } from "./entries.js";
import { Pace } from "./pace.js";

/** @typedef {import("../../shared/types").Entry} Entry */
/** @typedef {import("../../shared/types").Lease} Lease */
/** @typedef {import("../../shared/types").Saving} Saving */
/** @typedef {import("../../shared/types").State} State */
/** @typedef {import("../../shared/types").Store} Store */

/** The outbox of the pupil who sits here now. */
export class Outbox {
  /**
   * @param {Store} store
   * @param {Lease} lease
   * @param {{state: (state: State) => void, changed: () => void, lost: (error: unknown) => void}} hears
   * @param {Transport} [transport]
   */
  constructor(store, lease, hears, transport = new Transport(lease.credential)) {
    this.hears = hears;
    this.entries = new Entries(store, lease);
    this.pace = new Pace();
    this.transport = transport;
    this.on = 0;
    this.unreachable = false;
    this.stopped = false;
    /** @type {Promise<void> | null} */
    this.sending = null;
    /** @type {Promise<unknown>} until every answer that was made is kept */
    this.keeping = Promise.resolve();
    this.timer = 0;
  }

  /** Reads what is kept: after a reload, or when another tab of the same pupil has answered. What cannot be read stays as it is here. */
  async open() {
    await this.entries.open().catch(() => undefined);
    this.schedule();
  }

  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /** @returns {Entry[]} what the server does not have yet */
  unsent() {
    return this.entries.unsent();
  }

  /** @returns {[number, number][]} question and choice of every event, in the order they were made */
  choices() {
    return this.entries.choices();
  }

  /** @returns {number} the highest number in use, refused ones too */
  last() {
    return this.entries.last();
  }

  isEmpty() {
    return !this.entries.all.length;
  }

  /** @returns {Saving} */
  saving() {
    const waiting = this.unsent().length;
    const tooLong = waiting > 0 && this.pace.isFailingLong();
    if (this.entries.hasRefused() || this.entries.broken || tooLong) {
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
    const kept = this.entries.add({ question, choice, at: Date.now() });
    this.keeping = Promise.all([this.keeping, kept]);
    await kept;
    this.hears.changed();
    this.schedule();
  }

  /** @param {State} state how long the server wants events to gather, and when time is up */
  heed(state) {
    this.pace.heed(state);
  }

  /** Whether answers are being tried again: no other sign of life is needed beside them. */
  isRetrying() {
    return this.unreachable && this.unsent().length > 0;
  }

  schedule() {
    clearTimeout(this.timer);
    if (!this.stopped && this.unsent().length) {
      this.timer = setTimeout(() => void this.flush(), this.pace.delay());
    }
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
    const unsent = this.unsent();
    if (!unsent.length || this.stopped) {
      return;
    }
    try {
      const reply = await this.transport.send(unsent, this.on);
      this.pace.sent();
      await this.entries.settle(reply.acked, reply.refused);
      this.pace.recovered();
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
    this.pace.failed();
    this.unreachable = error instanceof api.Unreachable;
    if (api.isFinal(error)) {
      this.hears.lost(error);
      return;
    }
    this.pace.hold(api.askedBy(error));
    this.schedule();
  }

  /** The page is being left: one last try that outlives it. */
  leave() {
    const unsent = this.unsent();
    if (unsent.length && !this.stopped) {
      this.transport.sendAtLast(unsent);
    }
  }

  /**
   * Sends everything and finishes. Raises what `api` raises; may be repeated.
   * @returns {Promise<{receipt: string, state: State}>}
   */
  async finish() {
    await this.keeping;
    await this.open();
    await this.flush();
    if (this.unsent().length) {
      throw new api.Unreachable(0);
    }
    return this.transport.finish(this.entries);
  }

  /** The quiz goes on after its end: keeps and sends again. */
  goOn() {
    this.stopped = false;
    void this.entries.putBack();
    this.schedule();
  }

  /** Forgets everything once the server has it all. */
  async wipe() {
    if (!this.unsent().length) {
      this.stop();
      await this.entries.wipe();
    }
  }
}
