/** How much is marked, in a line that a screen reader says by itself. */
import { el } from "../../shared/dom.js";
import { gettext, interpolate, ngettext } from "../../shared/language.js";
import { responseOf } from "./presses.js";

/**
 * @param {import("../../shared/types").ResponseForm} form
 * @param {number} code
 */
export function counted(form, code) {
  const line = el("p", { class: "marked-count hint figures", role: "status", "data-testid": "marked-count" }, words(form, code));
  const count = (/** @type {number} */ next) => {
    line.textContent = words(form, next);
  };
  return { line, count };
}

/**
 * @param {import("../../shared/types").ResponseForm} form
 * @param {number} code
 */
function words(form, code) {
  const count = responseOf(form, code).length;
  return count ? interpolate(ngettext("%(count)s marked", "%(count)s marked", count), { count }) : gettext("Nothing marked yet");
}
