/** How each kind of question is answered on the screen; what a later release asks is not drawn wrongly. */
import { button, el, heading } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";
import { isKnownScene, sceneNode } from "../../shared/scenes/scenes.js";
import { multi, single } from "./choices.js";
import { order } from "./order.js";
import { sort } from "./sort.js";
import { spots } from "./spots.js";

/** @typedef {import("../../shared/types").Question} Question */
/** @typedef {import("../../shared/types").Sheet} Sheet */

/** @type {Record<string, (sheet: Sheet) => (Node | string)[]>} */
const DRAWINGS = { single, multi, order, sort, spots };

/**
 * The stem, the scene where there is one, and what is pressed.
 * @param {Sheet} sheet
 */
export function answering(sheet) {
  const { kind = "single", scene, stem } = sheet.question;
  const draw = DRAWINGS[kind];
  if (!draw || !isDrawable(sheet.question)) {
    return tooOld();
  }
  const beside = scene && kind !== "spots" && sceneNode(scene, []);
  const answers = el("div", { class: `answers answers-${kind}`, ...keysOf(kind) }, ...draw(sheet));
  const parts = `question-parts${beside ? " has-scene" : ""}${kind === "spots" ? " has-spots" : ""}`;
  return el("fieldset", { class: parts }, el("legend", {}, heading(stem)), beside, answers);
}

/** @param {Question} question one of a later release may have what nobody here can draw */
export function isDrawable({ kind = "single", scene }) {
  return kind in DRAWINGS && isKnownScene(scene);
}

/**
 * A single choice has letters and lets the arrows turn pages; all other kinds have them for themselves.
 * @param {string} kind
 */
function keysOf(kind) {
  return kind === "single" ? { "data-letters": true } : { "data-keys": "own" };
}

/** The page was opened before this kind of question came. */
function tooOld() {
  return el(
    "div",
    { class: "notice notice-warm", "data-testid": "too-old" },
    heading(gettext("This page is too old for this question.")),
    el("p", {}, gettext("Reload it; nothing is lost.")),
    button("reload", gettext("Reload the page"), () => location.reload()),
  );
}
