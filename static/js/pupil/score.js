/** What was reached: a ring, a disc for each question once that may be known, and the topics. */
import { el } from "../shared/dom.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";
import { ring } from "../shared/ring.js";
import { markSign, markWords } from "./explained/signs.js";
import { topics } from "./topics.js";

/** @typedef {import("../shared/types").ResultReply} ResultReply */
/** @typedef {{place: number, mark: string, open: () => void}} Disc */

/**
 * @param {ResultReply | null} result
 * @returns {string} empty while there is no score
 */
export function scoreWords(result) {
  if (!result || result.phase === "wait" || typeof result.score !== "number") {
    return "";
  }
  const values = { score: result.score, max: result.max_score || 0 };
  return interpolate(ngettext("%(score)s of %(max)s point", "%(score)s of %(max)s points", values.max), values);
}

/**
 * @param {ResultReply | null} result
 * @param {Disc[]} discs along the questions as the pupil saw them; none before the key is open
 */
export function score(result, discs) {
  const words = scoreWords(result);
  return result && words && el(
    "section",
    { class: "panel score", "data-testid": "score", "aria-labelledby": "score-words" },
    ring(result.score || 0, result.max_score || 0),
    el("p", { class: "score-line figures", id: "score-words" }, words),
    discs.length > 0 && el("ul", { class: "score-dots" }, ...discs.map((each) => el("li", {}, disc(each)))),
    ...topics(result.topics || []),
  );
}

/** @param {Disc} each */
function disc({ place, mark, open }) {
  const name = `${interpolate(gettext("Question %(number)s"), { number: place })}, ${markWords(mark)}`;
  const node = el("button", { type: "button", class: "score-dot", "aria-label": name, click: open });
  node.append(markSign(mark));
  return node;
}
