/** What a press makes of an answer of many parts: from one code to the next. Positions are those of the paper, from 0. Pure. */
import { decoded, encoded, formOf } from "./codes.js";

/** @typedef {import("../../shared/types").ResponseForm} ResponseForm */
/** @typedef {import("../../shared/types").Question} Question */

/**
 * @param {ResponseForm} form
 * @param {number} code 0 for no answer yet
 */
export function responseOf(form, code) {
  return decoded(form, Math.max(code, 1));
}

/**
 * Marks a part or gives a step the next place; the same again takes it out, and later steps move up.
 * @param {ResponseForm} form
 * @param {number} code
 * @param {number} at
 */
export function pressed(form, code, at) {
  const before = responseOf(form, code);
  return encoded(form, before.includes(at) ? before.filter((each) => each !== at) : [...before, at]);
}

/**
 * The same in a scene, where "nothing" and the parts rule each other out.
 * @param {Question} question
 * @param {number} code
 * @param {number} at
 */
export function pressedInScene(question, code, at) {
  const form = formOf(question);
  const nothing = nothingIn(question);
  const kept = responseOf(form, code).filter((each) => each === at || (at !== nothing && each !== nothing));
  return pressed(form, encoded(form, kept), at);
}

/**
 * @param {Question} question
 * @returns {number} the choice that stands in no part of the scene, "Nothing here is suspicious"; -1 where there is none
 */
export function nothingIn({ choices, scene }) {
  const parts = scene ? scene.parts : [];
  return choices.findIndex((_, at) => !parts.some(({ choice }) => choice === at + 1));
}

/**
 * Puts a row into a bin.
 * @param {ResponseForm} form
 * @param {number} code
 * @param {{row: number, bin: number}} into `bin` from 1
 */
export function sortedInto(form, code, { row, bin }) {
  return encoded(form, responseOf(form, code).map((before, at) => (at === row ? bin : before)));
}
