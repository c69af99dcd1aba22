/** A scene once more, after the quiz: beside each part whether it was marked, whether it should have been, and why. */
import { el } from "../dom.js";
import { gettext } from "../language.js";
import { flag, partNode, plain, sceneNode } from "./scenes.js";
import { markLine } from "./told.js";

/** @typedef {import("../types").Scene} Scene */
/** @typedef {import("./scenes.js").Drawn} Drawn */
/** @typedef {import("./told.js").Mark} Mark */

/**
 * @param {Scene} scene
 * @param {string[]} choices
 * @param {(position: number) => Mark | undefined} told of a part that could be marked, from 0
 */
export function explainedScene(scene, choices, told) {
  let number = 0;
  return sceneNode(scene, choices, (drawn) => {
    const { choice = 0, note = "" } = drawn.part;
    const mark = told(choice - 1);
    if (!mark && !note) {
      return plain(drawn);
    }
    number += 1;
    return mark ? marked(drawn, number, mark) : withTold(plain(drawn), number, note);
  });
}

/**
 * @param {Drawn} drawn
 * @param {number} number
 * @param {Mark} told
 */
function marked(drawn, number, told) {
  const part = partNode("div", { ...drawn, kind: `${drawn.kind} is-told${told.marked ? " is-marked" : ""}` }, told.marked && flag());
  return withTold(part, number, told.note, markLine(told));
}

/**
 * @param {HTMLElement} part
 * @param {number} number
 * @param {string} note
 * @param {HTMLElement} [line]
 */
function withTold(part, number, note, line) {
  // After a verdict it is plain whose words these are.
  const whose = !line && el("span", { class: "visually-hidden" }, `${gettext("Note")}: `);
  const badge = () => el("span", { class: "told-number figures", "aria-hidden": "true" }, String(number));
  part.prepend(badge());
  return el("div", { class: "told-part" }, part, el("div", { class: "told" }, badge(), el("div", {}, line, note && el("p", {}, whose, note))));
}
