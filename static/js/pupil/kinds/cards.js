/** A choice as a whole-width card around a radio or a checkbox, and how many of several are marked. */
import { el, svgNode } from "../../shared/dom.js";
import { gettext, interpolate, ngettext } from "../../shared/language.js";
import { responseOf } from "./codes.js";

/**
 * `id` is also its `data-testid`; `place` the digit that presses it.
 * @param {{id: string, type: "radio" | "checkbox", place: number, value: number, checked: boolean, press: () => void}} choice
 */
export function choiceInput({ id, type, place, value, checked, press }) {
  const named = { id, "data-testid": id, "data-place": place, name: type === "radio" ? "choice" : id, value };
  const input = el("input", { type, ...named, class: "visually-hidden", change: press });
  input.checked = checked;
  return input;
}

/**
 * `word`: what a chosen one says beside its look; `spoken`: what a screen reader says before the text.
 * @param {HTMLInputElement | undefined} input
 * @param {Node} sign
 * @param {{text: string, word: string, spoken?: string}} words
 */
export function card(input, sign, { text, word, spoken }) {
  return el(
    "label",
    { class: "choice" },
    input,
    el("span", { class: "choice-edge" }),
    sign,
    spoken && el("span", { class: "visually-hidden" }, spoken),
    el("span", { class: "choice-text" }, text),
    el("span", { class: "choice-word", "aria-hidden": "true" }, word),
  );
}

/**
 * The square of a choice beside which others may be chosen: its digit, and a tick once it is.
 * @param {number} [place]
 */
export function square(place) {
  const outline = svgNode("rect", { x: 4, y: 4, width: 36, height: 36, rx: 7, class: "shape-outline" });
  const digit = svgNode("text", { x: 22, y: 28.5, "text-anchor": "middle", class: "shape-letter shape-digit" });
  digit.textContent = place ? String(place) : "";
  const tick = svgNode("path", { d: "M12.5 23l6.5 6.5L32 15", class: "shape-tick" });
  return svgNode("svg", { class: "shape shape-square", viewBox: "0 0 44 44", "aria-hidden": "true", focusable: "false" }, outline, digit, tick);
}

/**
 * How much is marked, in a line that a screen reader says by itself.
 * @param {import("../../shared/types").ResponseForm} form
 * @param {number} code
 */
export function counted(form, code) {
  const line = el("p", { class: "marked-count hint figures", role: "status", "data-testid": "marked-count" }, countWords(form, code));
  const count = (/** @type {number} */ next) => {
    line.textContent = countWords(form, next);
  };
  return { line, count };
}

/**
 * @param {import("../../shared/types").ResponseForm} form
 * @param {number} code
 */
function countWords(form, code) {
  const count = responseOf(form, code).length;
  return count ? interpolate(ngettext("%(count)s marked", "%(count)s marked", count), { count }) : gettext("Nothing marked yet");
}
