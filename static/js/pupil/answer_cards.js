/** The questions of a result, one card each: closed it says what became of the answer, open it says why. */
import { el } from "../shared/dom.js";
import { gettext } from "../shared/language.js";
import { explained } from "./explained/explained.js";
import { markSign, markWords } from "./explained/signs.js";
import { outcome } from "./kinds/codes.js";

/** @typedef {import("../shared/types").KeyQuestion} KeyQuestion */
/** @typedef {import("../shared/types").ResultReply} ResultReply */
/** @typedef {{question: KeyQuestion, code: number, mark: string, place: number}} Seen */

/** Which card is open, through a change of language. */
let opened = 0;

/**
 * Along the order in which the pupil saw them. One that was neutralised has a mark of its own and no answer: nothing is
 * right or wrong there.
 * @param {KeyQuestion[]} questions
 * @param {ResultReply} result
 * @param {number[]} order empty where it is not known
 * @returns {Seen[]}
 */
export function seenOf(questions, { codes = [], halves }, order) {
  const place = (/** @type {number} */ number) => order.indexOf(number) + 1 || number;
  const seen = questions.map((question) => {
    const said = codes[question.number - 1];
    const code = said || 0;
    const mark = code ? outcome(question, code, halves) : "";
    return { question, code, mark: said === null ? "N" : mark, place: place(question.number) };
  });
  return seen.sort((one, two) => one.place - two.place);
}

/**
 * @param {Seen[]} seen
 * @param {boolean} [halves]
 */
export function answerCards(seen, halves) {
  return [el("h2", {}, gettext("The answers, and why")), ...seen.map((each) => card(each, halves))];
}

/**
 * @param {Seen} seen
 * @param {boolean} [halves]
 */
function card({ question, code, mark, place }, halves) {
  const ruled = ruledWords(mark);
  const word = el("span", { class: ruled ? "tag" : "visually-hidden" }, markWords(mark));
  const title = el("h3", {}, `${place}. ${question.stem} `, ruled && word);
  const inside = ruled ? [el("p", {}, ruled)] : explained(question, code, halves).filter(Boolean);
  const node = el("details", { class: "panel card", id: `card-${place}`, "data-testid": "explained" });
  node.open = opened === place;
  node.append(el("summary", {}, markSign(mark), title, !ruled && word), el("div", { class: "card-body explained" }, ...inside));
  node.addEventListener("toggle", () => toggled(node, place));
  return node;
}

/**
 * What a neutralised question does to the points; empty for any other. Its key may be what was wrong with it.
 * @param {string} mark
 */
function ruledWords(mark) {
  return mark === "N" ? gettext("This question gives no point to anybody and takes none, whatever was answered.") : "";
}

/**
 * One at a time: which one opens closes the one before.
 * @param {HTMLDetailsElement} node
 * @param {number} place
 */
function toggled(node, place) {
  if (!node.open) {
    opened = opened === place ? 0 : opened;
    return;
  }
  opened = place;
  document.querySelectorAll("details.card[open]").forEach((other) => {
    if (other !== node && !isPrinting) {
      other.removeAttribute("open");
    }
  });
}

/** @param {number} place opens a card and goes there */
export function openCard(place) {
  const node = document.getElementById(`card-${place}`);
  if (node instanceof HTMLDetailsElement) {
    node.open = true;
    const summary = node.querySelector("summary");
    if (summary) {
      summary.focus();
    }
    node.scrollIntoView({ block: "nearest" });
  }
}

let isPrinting = false;

// On paper all of them are open.
window.addEventListener("beforeprint", () => {
  isPrinting = true;
  document.querySelectorAll("details.card").forEach((node) => node.setAttribute("open", ""));
});
window.addEventListener("afterprint", () => {
  isPrinting = false;
});
