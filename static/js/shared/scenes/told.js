/** What became of a part of an answer: in words, with a sign of its own. */
import { el, icon } from "../dom.js";
import { gettext } from "../language.js";

/** @typedef {{marked: boolean, belongs: boolean, note: string}} Mark */

/**
 * @param {boolean} good
 * @param {string} text
 */
export function toldLine(good, text) {
  return el("p", { class: good ? "told-line is-good" : "told-line" }, icon(good ? "check" : "close"), text);
}

/**
 * @param {Mark} mark
 * @param {boolean} [harmless] whether what is not to be marked does no harm: a part of a scene
 */
export function markLine({ marked, belongs }, harmless = false) {
  const words = belongs ? belongsWords : harmless ? harmlessWords : otherWords;
  return toldLine(marked === belongs, words(marked));
}

/** @param {boolean} marked */
function belongsWords(marked) {
  return marked ? gettext("Marked, as it should be.") : gettext("Not marked, but it should be.");
}

/** @param {boolean} marked */
function harmlessWords(marked) {
  return marked ? gettext("Marked, but it is harmless.") : gettext("Not marked, and it is harmless.");
}

/** @param {boolean} marked */
function otherWords(marked) {
  return marked ? gettext("Marked, but it should not be.") : gettext("Not marked, as it should be.");
}
