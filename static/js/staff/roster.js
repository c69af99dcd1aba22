/** The preview of a class list: which name comes first is shown at once; other columns are read again. */

for (const box of document.querySelectorAll("[data-order]")) {
  box.addEventListener("change", () => turn(/** @type {HTMLElement} */ (box)));
}

for (const choice of document.querySelectorAll(".roster-columns select")) {
  choice.addEventListener("change", () => {
    const again = choice.closest("details");
    const button = again && again.querySelector("button");
    if (button) {
      button.click();
    }
  });
}

/** @param {HTMLElement} box the two orders of one class */
function turn(box) {
  const chosen = /** @type {HTMLInputElement | null} */ (box.querySelector("input:checked"));
  const section = box.closest("section");
  /** @type {HTMLInputElement[]} */
  const names = section ? Array.from(section.querySelectorAll(".roster-name")) : [];
  names.forEach((name) => turnName(name, chosen ? chosen.value : ""));
  const sample = box.querySelector("[data-sample]");
  if (sample && names[0]) {
    sample.textContent = names[0].value;
  }
}

/**
 * A name that somebody mended stays as it is.
 * @param {HTMLInputElement} name
 * @param {string} order
 */
function turnName(name, order) {
  const { surname = "", given = "" } = name.dataset;
  if (surname && [surname, given].includes(name.value)) {
    name.value = order === "given" ? given : surname;
  }
}

export {};
