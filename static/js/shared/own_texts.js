/** Texts that one page alone says, by their context: the catalogue of the pupil's page goes without them. */
import { gettext, ngettext } from "./language.js";

/** What gettext writes between a context and its text. */
const MARK = "\u0004";

/**
 * @param {string} context
 * @param {string} msgid
 */
export function pgettext(context, msgid) {
  return plain(gettext(`${context}${MARK}${msgid}`));
}

/**
 * @param {string} context
 * @param {string} one
 * @param {string} many
 * @param {number} count
 */
export function npgettext(context, one, many, count) {
  return plain(ngettext(`${context}${MARK}${one}`, many, count));
}

/** @param {string} text with its context where the catalogue does not know it */
function plain(text) {
  return text.slice(text.indexOf(MARK) + 1);
}
