/** The picture of an animal, by its code. */
import { el } from "./dom.js";

/** @type {Record<string, string> | null} */
let known = null;

/** @returns {Record<string, string>} addresses by code, as the page was given them (`{% animal_addresses %}`) */
function addresses() {
  known = known || /** @type {Record<string, string>} */ (JSON.parse(document.getElementById("animals")?.textContent || "{}"));
  return known;
}

/**
 * @param {string | undefined} code empty for a card that has no alias
 * @param {{size?: 24 | 32 | 48 | 96 | 200, name?: string}} [asks] `name`: what it is, where no name stands beside it
 * @returns {HTMLImageElement | null} nothing where there is no picture
 */
export function animal(code, { size = 24, name = "" } = {}) {
  const src = addresses()[code || ""];
  if (!src) {
    return null;
  }
  return el("img", { class: `animal animal-${size}`, src, alt: name, width: size, height: size, draggable: "false" });
}
