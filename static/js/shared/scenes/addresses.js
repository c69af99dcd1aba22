/** Addresses as they are read in a scene: from left to right in every script, broken only where an owner's name ends. */
import { el } from "../dom.js";

/**
 * The pieces that stay whole: a line breaks after `@` and after dots only, never at a hyphen.
 * @param {string} address
 * @returns {string[]}
 */
export function wholePieces(address) {
  return address.match(/[^@.]*[@.]|[^@.]+/g) || [];
}

/**
 * A screen reader would stop between the pieces: it gets the address in one.
 * @param {string} address
 */
export function addressNode(address) {
  const pieces = wholePieces(address).flatMap((piece) => [el("span", { class: "scene-whole" }, piece), el("wbr")]);
  return el(
    "bdi",
    { dir: "ltr", lang: "", class: "scene-address" },
    el("span", { class: "visually-hidden" }, address),
    el("span", { "aria-hidden": "true" }, ...pieces.slice(0, -1)),
  );
}
