/** The end as a moment: the animal jumps, there is confetti once, and the most important sentence stands in it. */
import { el, heading, icon } from "../shared/dom.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";
import { companion } from "./companion.js";

/** Milliseconds that the joy lasts. */
const JOY = 1500;
const PIECES = 28;

/**
 * `since`: when the end was reached, 0 where that is long ago; what is drawn anew goes on where it was.
 * `late`: so many questions were answered when it was over. `standing`: that it does not count, or empty.
 * @param {{thanks: string, standing: string, safe: boolean, answered: number, count: number, late: number, since: number}} end
 */
export function moment(end) {
  const elapsed = Date.now() - end.since;
  const joy = end.since > 0 && elapsed < JOY;
  const picture = companion();
  const node = el(
    "div",
    { class: joy ? "moment land is-joy" : "moment land", "data-tried": triedOf(end) },
    joy && confetti(),
    el("div", { class: "moment-words" }, heading(end.thanks), standingLine(end.standing), answeredLine(end), lateLine(end.late)),
    picture || el("div", { class: "stage-sign" }, icon(end.safe ? "check" : "keep")),
  );
  if (joy) {
    node.querySelectorAll(".confetti > i, .animal").forEach((each, at) => later(each, elapsed, at));
  }
  return node;
}

/** @param {string} standing */
function standingLine(standing) {
  return standing && el("p", { "data-testid": "end-standing" }, standing);
}

/**
 * What the animal answers to: never to points, since neighbours see it.
 * @param {{answered: number, count: number, since: number}} end
 */
function triedOf({ answered, count }) {
  return answered ? (answered < count ? "some" : "all") : "none";
}

/** @param {{answered: number, count: number, since: number}} end */
function answeredLine({ answered, count, since }) {
  if (!answered) {
    return since > 0 && el("p", { "data-testid": "answered" }, gettext("Good that you were here."));
  }
  const text = ngettext("%(answered)s of %(count)s question answered", "%(answered)s of %(count)s questions answered", count);
  return el("p", { class: "figures", "data-testid": "answered" }, icon("check"), interpolate(text, { answered, count }));
}

/** @param {number} late */
function lateLine(late) {
  const text = ngettext(
    "%(late)s of your answers arrived after the end and does not count so far. Ask your teacher about it.",
    "%(late)s of your answers arrived after the end and do not count so far. Ask your teacher about them.",
    late,
  );
  return late > 0 && el("p", { class: "notice", "data-testid": "late" }, interpolate(text, { late }));
}

function confetti() {
  return el("div", { class: "confetti", "aria-hidden": "true" }, ...Array.from({ length: PIECES }, () => el("i")));
}

/**
 * @param {Element} each
 * @param {number} elapsed milliseconds
 * @param {number} at
 */
function later(each, elapsed, at) {
  const { style } = /** @type {HTMLElement} */ (each);
  const spread = each.tagName === "I" ? (at % 7) * 60 : 0;
  style.animationDelay = `${spread - elapsed}ms`;
  if (each.tagName === "I") {
    style.left = `${((at * 37) % 100).toString()}%`;
  }
}
