/**
 * A thought that a page had when it went away: there is no time for an event then, only for a note that the page reads
 * when it comes again, as after a reload.
 */

/** @typedef {import("./thoughts.js").Thought} Thought */

const KEY = "quiz-thought";
/** Later the pupil may have answered at another computer. */
const FRESH = 2 * 60 * 1000;

/**
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
