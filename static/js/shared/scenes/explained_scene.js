/** A scene once more, after the quiz: beside each part what became of it, and why. */
import { el } from "../dom.js";
import { gettext } from "../language.js";
import { flag, partNode, plain, sceneNode } from "./scenes.js";

/** @typedef {import("../types").Scene} Scene */
/** @typedef {import("./scenes.js").Drawn} Drawn */
/**
 * What is told of a part: with an edge where it is `flagged`, in the word on it, then a line and why.
 * @typedef {{flagged?: string, line?: Node | false, note: string}} Told
 */

/**
 * @param {Scene} scene
 * @param {string[]} choices
 * @param {(position: number) => Told | undefined} told of a part that could be marked, from 0
 */
export function explainedScene(scene, choices, told) {
  let number = 0;
  return sceneNode(scene, choices, (drawn) => {
    const { choice = 0, note = "" } = drawn.part;
    const found = told(choice - 1);
    if (!found && !note) {
      return plain(drawn);
    }
    number += 1;
    return found ? marked(drawn, number, found) : withTold(plain(drawn), number, note);
  });
}

/**
 * @param {Drawn} drawn
 * @param {number} number
 * @param {Told} told
 */
function marked(drawn, number, { flagged, line, note }) {
  const part = partNode("div", { ...drawn, kind: `${drawn.kind} is-told${flagged ? " is-marked" : ""}` }, flagged ? flag(flagged) : false);
  return withTold(part, number, note, line);
}

/**
 * @param {HTMLElement} part
 * @param {number} number
 * @param {string} note
 * @param {Node | false} [line]
 */
function withTold(part, number, note, line) {
  // After a verdict it is plain whose words these are.
  const whose = !line && el("span", { class: "visually-hidden" }, `${gettext("Note")}: `);
  const badge = () => el("span", { class: "told-number figures", "aria-hidden": "true" }, String(number));
  part.prepend(badge());
  return el("div", { class: "told-part" }, part, el("div", { class: "told" }, badge(), el("div", {}, line, note && el("p", {}, whose, note))));
}
