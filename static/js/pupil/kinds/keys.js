/** Which key does what at a question: digits and letters press, arrows and Enter turn pages where they mean nothing else. */

/** Only where no other part of the page has the keys. */
export function isInQuestion() {
  const { activeElement, body } = document;
  const inside = activeElement === body || Boolean(activeElement && activeElement.closest("main"));
  return inside && Boolean(document.querySelector("[data-testid=question]")) && !document.querySelector("dialog[open]");
}

/**
 * Presses what a key names, and says whether there is such a thing.
 * @param {KeyboardEvent} event
 */
export function pressed(event) {
  const asked = /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=question]"));
  const place = placeOf(event, Boolean(asked && asked.querySelector("[data-letters]")));
  const target = place > 0 && asked ? asked.querySelector(`[data-place="${place}"]`) : null;
  if (target instanceof HTMLElement) {
    target.focus();
    target.click();
  }
  return Boolean(target);
}

/**
 * The digit of a key, or the place of its letter, wherever it stands on this keyboard.
 * @param {Pick<KeyboardEvent, "key" | "code">} event
 * @param {boolean} letters whether the choices have letters
 * @returns {number} 0 for any other key
 */
export function placeOf({ key, code }, letters) {
  const digit = ["1", "2", "3", "4", "5", "6", "7", "8", "9"].indexOf(key) + 1;
  const letter = Math.max(["a", "b", "c", "d"].indexOf(key.toLowerCase()), ["KeyA", "KeyB", "KeyC", "KeyD"].indexOf(code)) + 1;
  return digit || (letters ? letter : 0);
}

/**
 * @param {Pick<KeyboardEvent, "key">} event
 * @param {Pick<Element, "closest" | "matches"> | null} focus where the key goes
 * @returns {number} 1 to go on, -1 to go back, 0 where the key means something else
 */
export function turnOf({ key }, focus) {
  if (focus && focus.closest("[data-keys=own]")) {
    return 0;
  }
  if (key === "Enter") {
    return focus && (focus.matches("button") || focus.matches("summary")) ? 0 : 1;
  }
  return Number(key === "ArrowRight") - Number(key === "ArrowLeft");
}
