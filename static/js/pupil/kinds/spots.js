/** Signs in a scene: each part that can be marked is a label around its checkbox. */
import { el } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";
import { flag, partNode, plain, sceneNode } from "../../shared/scenes/scenes.js";
import { card, choiceInput, counted, square } from "./cards.js";
import { formOf, nothingIn, pressedInScene, responseOf } from "./codes.js";

/** @typedef {import("../../shared/types").Question} Question */

/** @param {import("../../shared/types").Sheet} sheet */
export function spots({ question, code, give }) {
  const form = formOf(question);
  const { line, count } = counted(form, code);
  let now = code;
  const boxes = question.choices.map((_, at) => box(at, () => {
    now = pressedInScene(question, now, at);
    show();
    count(now);
    give(now);
  }));
  const show = () => boxes.forEach((each, at) => {
    each.checked = responseOf(form, now).includes(at);
  });
  show();
  return [
    hint(),
    question.scene ? sceneNode(question.scene, question.choices, (drawn) => spot(drawn, boxes[(drawn.part.choice || 0) - 1])) : "",
    el("div", { class: "spots-foot" }, line, nothing(question, boxes)),
  ];
}

/** What can be marked: by its edge for who sees it, by its name for who hears it. */
function hint() {
  return el(
    "p",
    { class: "hint spots-hint" },
    el("span", { "aria-hidden": "true" }, gettext("You can mark everything that has a dashed edge.")),
    el("span", { class: "visually-hidden" }, gettext("You can mark everything that is read as a checkbox.")),
  );
}

/**
 * @param {number} at
 * @param {() => void} press
 */
function box(at, press) {
  return choiceInput({ id: `choice-${at + 1}`, type: "checkbox", place: at + 1, value: at + 1, checked: false, press });
}

/** What belongs to the text of a part; who sees it has a line or a gap before it. */
const BESIDE = ".scene-address-line, .scene-text ~ .scene-address, .scene-secure, .scene-price, .scene-toggle";

/**
 * @param {import("../../shared/scenes/scenes.js").Drawn} drawn
 * @param {HTMLInputElement | undefined} input none where the part cannot be marked
 */
function spot(drawn, input) {
  if (!input) {
    return plain(drawn);
  }
  // All of the part is the name of its checkbox: a voice would run the pieces together.
  drawn.box.querySelectorAll(BESIDE).forEach((one) => one.before(el("span", { class: "visually-hidden" }, ", ")));
  return partNode("label", { ...drawn, kind: `${drawn.kind} is-markable` }, flag(), input);
}

/**
 * @param {Question} question
 * @param {HTMLInputElement[]} boxes
 */
function nothing(question, boxes) {
  const at = nothingIn(question);
  return at >= 0 && card(boxes[at], square(), { text: question.choices[at] || "", word: gettext("Marked") });
}
