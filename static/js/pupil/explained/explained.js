/** A question with its answer, the right one and why, in practice and in the result. */
import { el } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";
import { explainedScene } from "../../shared/scenes/explained_scene.js";
import { outcome } from "../kinds/codes.js";
import { explainedAnswer } from "./answers.js";
import { markSign } from "./signs.js";

/** @typedef {import("../../shared/types").KeyQuestion} KeyQuestion */

/**
 * What became of the answer, in words; empty where there is none.
 * @param {KeyQuestion} question
 * @param {number} code
 * @param {boolean} [halves]
 */
export function verdictWords(question, code, halves) {
  const wrong = question.kind ? gettext("Not quite right. Look again:") : gettext("Another answer is right.");
  const words = /** @type {Record<string, string>} */ ({
    R: gettext("That is right."),
    H: gettext("One mistake: 1 of 2 points."),
    W: wrong,
  });
  return words[outcome(question, code, halves)] || "";
}

/**
 * @param {KeyQuestion} question
 * @param {number} code 0 for no answer
 * @param {boolean} [halves] whether all but one mistake leaves a point
 */
export function explained(question, code, halves) {
  const text = verdictWords(question, code, halves);
  const came = outcome(question, code, halves);
  const care = gettext("If something like this happened to you, it is not your fault. Who can help stands at the foot of this page.");
  return [
    text && el("p", { class: came === "R" ? "explained-right" : "explained-wrong" }, markSign(came), text),
    question.kind !== "spots" && sceneAgain(question),
    ...explainedAnswer(question, code),
    el("p", {}, question.explanation),
    question.sensitive && el("p", { class: "notice notice-warm" }, care),
  ];
}

/**
 * The scene beside which a question was asked, with what is to be seen in it.
 * @param {KeyQuestion} question
 */
export function sceneAgain({ scene }) {
  return scene ? explainedScene(scene, [], () => undefined) : false;
}
