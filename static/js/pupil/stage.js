/** A stage: a picture of the age group's landscape with the own animal, and beside it a few words. */
import { button, el, heading, icon } from "../shared/dom.js";
import { companion } from "./companion.js";

/** @typedef {(Node | string | null | false)[]} Nodes */

/**
 * `sign`: a line drawing; it stands in the middle where there is no animal, else beside it. `waits`: the animal breathes.
 * @param {{sign: string, waits?: boolean}} picture
 * @param {...(Node | string | null | false | undefined)} words
 * @returns {Nodes}
 */
export function stage({ sign, waits = false }, ...words) {
  const art = el("div", { class: waits ? "stage-art land is-waiting" : "stage-art land" }, companion(), el("div", { class: "stage-sign" }, icon(sign)));
  return [el("div", { class: "stage" }, art, el("div", { class: "stage-words" }, ...words))];
}

/**
 * What is, what is safe, what to do.
 * @param {string} sign
 * @param {string} title
 * @param {string[]} sentences
 * @param {...(Node | false | null)} more
 * @returns {Nodes}
 */
export function calm(sign, title, sentences, ...more) {
  return stage({ sign }, heading(title), ...sentences.map((text) => el("p", {}, text)), ...more);
}

/** @param {...(Node | false | null)} buttons */
export function steps(...buttons) {
  return el("div", { class: "steps" }, ...buttons);
}

/**
 * @param {string} id
 * @param {string} text
 * @param {() => void} press
 */
export function second(id, text, press) {
  return button(id, text, press, { class: "button button-second" });
}
