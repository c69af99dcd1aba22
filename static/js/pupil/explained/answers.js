/** An answer beside the right one, by kind of question: what was chosen, what belongs there, and why. */
import { el } from "../../shared/dom.js";
import { gettext, interpolate } from "../../shared/language.js";
import { explainedScene } from "../../shared/scenes/explained_scene.js";
import { markLine, toldLine } from "../../shared/scenes/told.js";
import { decoded, formOf, nothingIn, responseOf } from "../kinds/codes.js";

/** @typedef {import("../../shared/types").KeyQuestion} KeyQuestion */
/** @typedef {import("../../shared/scenes/told.js").Mark} Mark */
/** @typedef {(Node | false)[]} Nodes */

/** @type {Record<string, (question: KeyQuestion, code: number) => Nodes>} */
const ANSWERS = { single, multi, sort, order, spots };

/**
 * @param {KeyQuestion} question
 * @param {number} code 0 for no answer
 */
export function explainedAnswer(question, code) {
  const answers = ANSWERS[question.kind || "single"];
  return answers ? answers(question, code) : [];
}

/**
 * @param {KeyQuestion} question
 * @param {number} code
 * @returns {Nodes}
 */
function single({ choices, key }, code) {
  return [
    pair(gettext("Your answer:"), choices[code - 1] || gettext("no answer")),
    code !== key && pair(gettext("Right answer:"), choices[key - 1] || ""),
  ];
}

/**
 * @param {string} label
 * @param {string} text
 */
function pair(label, text) {
  return el("p", {}, label, " ", el("strong", {}, text));
}

/**
 * @param {KeyQuestion} question
 * @param {number} code
 * @returns {Mark[]} along the choices
 */
function marksOf(question, code) {
  const form = formOf(question);
  const [said, right] = [responseOf(form, code), decoded(form, question.key)];
  return question.choices.map((_, at) => ({ marked: said.includes(at), belongs: right.includes(at), note: noteOf(question, at) }));
}

/**
 * @param {KeyQuestion} question
 * @param {number} at
 */
function noteOf({ notes = [] }, at) {
  return notes[at] || "";
}

/**
 * @param {KeyQuestion} question
 * @param {number} code
 * @returns {Nodes}
 */
function multi(question, code) {
  const rows = marksOf(question, code).map((each, at) => markedRow(question.choices[at] || "", each));
  return [el("ul", { class: "told-list" }, ...rows)];
}

/** @param {Mark | undefined} mark of a part of the scene */
function ownMark(mark) {
  return mark && { flagged: mark.marked ? gettext("Marked") : "", line: markLine(mark), note: mark.note };
}

/**
 * @param {string} text
 * @param {Mark} mark
 */
function markedRow(text, mark) {
  return row(text, markLine(mark), mark.note);
}

/**
 * @param {string} text
 * @param {Node | false} line
 * @param {string} note
 */
export function row(text, line, note) {
  return el("li", {}, el("strong", {}, text), line, note && el("p", {}, note));
}

/**
 * @param {KeyQuestion} question
 * @param {number} code
 * @returns {Nodes}
 */
function sort(question, code) {
  const form = formOf(question);
  const [said, right] = [responseOf(form, code), decoded(form, question.key)];
  const name = (/** @type {number} */ bin) => (question.bins || [])[bin - 1] || "";
  const rows = question.choices.map((text, at) => {
    const [own = 0, due = 0] = [said[at], right[at]];
    return row(text, toldLine(own === due, binWords(name(own), name(due))), noteOf(question, at));
  });
  return [el("ul", { class: "told-list" }, ...rows)];
}

/**
 * @param {string} own empty for none
 * @param {string} right
 */
function binWords(own, right) {
  if (own === right) {
    return interpolate(gettext("Right: %(right)s."), { right });
  }
  const words = own ? gettext("Yours: %(own)s. Right: %(right)s.") : gettext("Not sorted. Right: %(right)s.");
  return interpolate(words, { own, right });
}

/**
 * @param {KeyQuestion} question
 * @param {number} code
 * @returns {Nodes}
 */
function order(question, code) {
  const [said, right] = [responseOf(formOf(question), code), decoded(formOf(question), question.key)];
  const all = code === question.key;
  const own = said.length ? el("ol", {}, ...said.map((at) => el("li", {}, question.choices[at] || ""))) : el("p", {}, gettext("no answer"));
  return [
    el(
      "div",
      { class: "told-orders" },
      !all && titled(gettext("Your order"), own),
      titled(all ? gettext("Your order is the right one") : gettext("The right order"), rightOrder(question, right)),
    ),
  ];
}

/**
 * @param {KeyQuestion} question
 * @param {number[]} right
 */
function rightOrder(question, right) {
  const steps = right.map((at) => {
    const note = noteOf(question, at);
    return el("li", {}, question.choices[at] || "", note && el("p", {}, note));
  });
  return el("ol", {}, ...steps);
}

/**
 * @param {string} title
 * @param {Node} list
 */
function titled(title, list) {
  return el("div", {}, el("p", { class: "label" }, title), list);
}

/**
 * @param {KeyQuestion} question
 * @param {number} code
 * @returns {Nodes}
 */
function spots(question, code) {
  const marks = marksOf(question, code);
  const nothing = nothingIn(question);
  const last = marks[nothing];
  return [
    question.scene ? explainedScene(question.scene, question.choices, (at) => ownMark(marks[at])) : false,
    last ? el("ul", { class: "told-list" }, markedRow(question.choices[nothing] || "", last)) : false,
  ];
}
