/** The answers of one lease: each is kept before it is sent, taken to the server, and marked once that has said what became of it. */
import * as api from "../api.js";

/** @typedef {import("../../shared/types").Entry} Entry */
/** @typedef {import("../../shared/types").Lease} Lease */
/** @typedef {import("../../shared/types").State} State */
/** @typedef {import("../../shared/types").Store} Store */

export class Entries {
  /**
   * @param {Store} store
   * @param {Lease} lease
   */
  constructor(store, lease) {
    this.store = store;
    this.lease = lease;
    /** @type {Entry[]} */
    this.all = [];
    /** nothing can be kept beyond this page */
    this.broken = false;
  }

  /** Reads what is kept: after a reload, or when another tab of the same pupil has answered. */
  async open() {
    const kept = await this.store.events(this.lease.id);
    const seqs = new Set(kept.map(({ seq }) => seq));
    this.all = [...kept, ...this.all.filter(({ seq }) => !seqs.has(seq))];
  }

  /** @returns {Entry[]} what the server does not have yet */
  unsent() {
    return this.all.filter(({ mark }) => mark === "new");
  }

  hasRefused() {
    return this.all.some(({ mark }) => mark === "refused");
  }

  /** @returns {[number, number][]} question and choice of every event, in the order they were made */
  choices() {
    const inOrder = [...this.all].sort((a, b) => a.seq - b.seq);
    return inOrder.map(({ question, choice }) => [question, choice]);
  }

  /** @returns {number} the last seq that was not refused, 0 without any */
  made() {
    return Math.max(0, ...this.all.filter(({ mark }) => mark !== "refused").map(({ seq }) => seq));
  }

  /** @returns {number} the highest number in use, refused ones too */
  last() {
    return Math.max(this.lease.made, ...this.all.map(({ seq }) => seq));
  }

  /** @param {{question: number, choice: number, at: number}} event */
  async add(event) {
    const entry = await this.keep(event);
    // While it was stored, `all` may have been read anew: without it, or with it.
    if (!this.all.some(({ seq }) => seq === entry.seq)) {
      this.all.push(entry);
    }
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
    const made = this.last();
    try {
      await this.store.put({ ...this.lease, made });
      return await this.store.append(this.lease.id, event);
    } catch (error) {
      this.broken = true;
      return { lease: this.lease.id, seq: made + 1, ...event, mark: "new" };
    }
  }

  /**
   * @param {number[]} acked
   * @param {number[]} refused
   */
  async settle(acked, refused) {
    this.mark(refused, "refused");
    this.mark(acked, "acked");
    try {
      await this.store.settle(this.lease.id, acked, "acked");
      await this.store.settle(this.lease.id, refused, "refused");
    } catch (error) {
      // sent once more after a reload, which is harmless
    }
  }

  /** @param {number[]} missing what the server does not have after all: unsent again */
  async reopen(missing) {
    this.mark(missing, "new");
    await this.store.settle(this.lease.id, missing, "new");
  }

  /**
   * @param {number[]} seqs
   * @param {import("../../shared/types").Mark} mark
   */
  mark(seqs, mark) {
    this.all.filter(({ seq }) => seqs.includes(seq)).forEach((entry) => {
      entry.mark = mark;
    });
  }

  /** Keeps the lease again that was forgotten, so that a reloaded page finds it. */
  async putBack() {
    const made = this.last();
    await this.store.put({ ...this.lease, made }).catch(() => undefined);
  }

  /** Forgets the lease and all of its answers. */
  async wipe() {
    await this.store.wipe(this.lease.id).catch(() => undefined);
  }
}

// ------------------------------------------------------------------ to the server, and the word that there will be no more

const AT_ONCE = 400;

export class Transport {
  /**
   * @param {string} credential
   * @param {Pick<typeof api, "answers" | "finish">} [requests]
   */
  constructor(credential, requests = api) {
    this.credential = credential;
    this.requests = requests;
  }

  /**
   * Sends the first of them, as many as one request takes. Raises what `api` raises.
   * @param {Entry[]} entries
   * @param {number} [on] the question on screen as the pupil counts, or 0
   */
  send(entries, on = 0) {
    return this.requests.answers(this.credential, { events: first(entries), ...(on ? { on } : {}) });
  }

  /**
   * One last try that outlives the page.
   * @param {Entry[]} entries
   */
  sendAtLast(entries) {
    this.requests.answers(this.credential, { events: first(entries) }, true).catch(() => undefined);
  }

  /**
   * Names the last seq that was not refused; where the server misses some, they count as unsent again.
   * @param {Entries} entries
   * @returns {Promise<{receipt: string, state: State}>}
   */
  async finish(entries) {
    try {
      return await this.requests.finish(this.credential, entries.made());
    } catch (error) {
      if (error instanceof api.Refusal && error.code === "unsent") {
        await entries.reopen(error.missing);
        throw new api.Unreachable(0);
      }
      throw error;
    }
  }
}

/**
 * @param {Entry[]} entries
 * @returns {number[][]} as docs/hall.md writes events
 */
function first(entries) {
  return entries.slice(0, AT_ONCE).map(({ seq, question, choice, at }) => [seq, question, choice, at]);
}
