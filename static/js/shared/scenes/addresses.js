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

/** @param {string} address */
export function addressNode(address) {
  const pieces = wholePieces(address).flatMap((piece) => [el("span", { class: "scene-whole" }, piece), el("wbr")]);
  return el("bdi", { dir: "ltr", lang: "", class: "scene-address" }, ...pieces.slice(0, -1));
}
