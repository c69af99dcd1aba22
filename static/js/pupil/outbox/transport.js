/** Takes entries to the server, and the word that there will be no more. */
import * as api from "../api.js";

/** @typedef {import("../../shared/types").Entry} Entry */
/** @typedef {import("../../shared/types").State} State */
/** @typedef {import("./entries.js").Entries} Entries */

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
