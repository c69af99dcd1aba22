/** Finds a part of the page and writes into it, only where that changes something. */

/** @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * @param {Element | null} element
 * @param {string} text
 */
export function say(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
