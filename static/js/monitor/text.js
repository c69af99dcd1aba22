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

/** The words of the page, each under its name. */
export function words() {
  const template = /** @type {HTMLTemplateElement | null} */ (byId("words"));
  const found = /** @type {HTMLDataElement[]} */ ([...(template?.content.querySelectorAll("data") || [])]);
  return Object.fromEntries(found.map((each) => [each.value, (each.textContent || "").trim()]));
}
