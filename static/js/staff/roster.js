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

/** @param {HTMLElement} box the two orders of one class; names that somebody mended stay as they are */
function turn(box) {
  const chosen = /** @type {HTMLInputElement | null} */ (box.querySelector("input:checked"));
  const section = box.closest("section");
  const order = chosen ? chosen.value : "";
  /** @type {HTMLInputElement[]} */
  const names = section ? Array.from(section.querySelectorAll(".roster-name")) : [];
  for (const name of names) {
    const { surname = "", given = "" } = name.dataset;
    if (surname && (name.value === surname || name.value === given)) {
      name.value = order === "given" ? given : surname;
    }
  }
  const sample = box.querySelector("[data-sample]");
  if (sample && names[0]) {
    sample.textContent = names[0].value;
  }
}
