/** What a pupil is told all the time where the quiz does not count. */
import { gettext } from "../shared/language.js";

/**
 * @param {{kind?: string | undefined} | null} what of a pupil, an end or a result
 * @returns {string} empty where it counts, or where that is not known
 */
export function standingWords(what) {
  return what?.kind === "rehearsal" ? gettext("Rehearsal – it does not count") : "";
}

/** @param {Parameters<typeof standingWords>[0]} what */
export function standingOf(what) {
  return () => standingWords(what);
}
