/** A question with its right answer and why, as staff read it: what a class said stands beside each part. */
import { row } from "../pupil/explained/answers.js";
import { sceneAgain } from "../pupil/explained/explained.js";
import { decoded, formOf, nothingIn } from "../pupil/kinds/codes.js";
import { el } from "../shared/dom.js";
import { gettext } from "../shared/language.js";
import { explainedScene } from "../shared/scenes/explained_scene.js";
import { isKnownScene } from "../shared/scenes/scenes.js";
import { toldLine } from "../shared/scenes/told.js";

/** @typedef {import("../shared/types").KeyQuestion} KeyQuestion */
/**
 * `said` stands beside its choices, rows or steps; empty where nobody has answered.
 * @typedef {{question: KeyQuestion, said: string[]}} Told
 */
/** @typedef {(Node | false)[]} Nodes */

/** @type {Record<string, (told: Told) => Nodes>} */
const DRAWINGS = { single: choices, multi: choices, sort, order, spots };

/**
 * @param {Told} told
 * @returns {Node[]} nothing where a later release asks what nobody here can draw
 */
export function toldAnswer(told) {
  const { kind = "single", scene } = told.question;
  const draw = isKnownScene(scene) && DRAWINGS[kind];
  return draw ? /** @type {Node[]} */ ([kind !== "spots" && sceneAgain(told.question), ...draw(told)].filter(Boolean)) : [];
}

/** @param {Told} told */
function choices({ question, said }) {
  const right = decoded(formOf(question), question.key);
  const rows = question.choices.map((text, at) => row(text, line(right.includes(at), said[at]), note(question, at)));
  return [el("ul", { class: "told-list" }, ...rows)];
}

/**
 * @param {boolean} right
 * @param {string | undefined} said
 * @param {string} [word]
 * @returns {Node | false}
 */
function line(right, said, word = gettext("Right answer")) {
  const figures = Boolean(said) && el("p", { class: "told-said figures" }, said);
  return right || figures ? el("div", {}, right && toldLine(true, word), figures) : false;
}

/**
 * @param {KeyQuestion} question
 * @param {number} at
 */
function note({ notes = [] }, at) {
  return notes[at] || "";
}

/** @param {Told} told */
function sort({ question, said }) {
  const right = decoded(formOf(question), question.key);
  const name = (/** @type {number} */ at) => (question.bins || [])[(right[at] || 1) - 1] || "";
  const rows = question.choices.map((text, at) => row(text, line(true, said[at], name(at)), note(question, at)));
  return [el("ul", { class: "told-list" }, ...rows)];
}

/** @param {Told} told */
function order({ question, said }) {
  const right = decoded(formOf(question), question.key);
  const steps = right.map((at) => row(question.choices[at] || "", line(false, said[at]), note(question, at)));
  return [el("p", { class: "label" }, gettext("The right order")), el("ol", { class: "told-list is-numbered" }, ...steps)];
}

/**
 * @param {Told} told
 * @returns {Nodes}
 */
function spots({ question, said }) {
  const right = decoded(formOf(question), question.key);
  const part = (/** @type {number} */ at) => {
    const isRight = right.includes(at);
    const found = { flagged: isRight ? gettext("Right answer") : "", line: line(false, said[at]), note: note(question, at) };
    return at >= 0 && (isRight || found.line || found.note) ? found : undefined;
  };
  const nothing = nothingIn(question);
  const rest = question.choices[nothing];
  return [
    question.scene ? explainedScene(question.scene, question.choices, part) : false,
    rest !== undefined && el("ul", { class: "told-list" }, row(rest, line(right.includes(nothing), said[nothing]), note(question, nothing))),
  ];
}
