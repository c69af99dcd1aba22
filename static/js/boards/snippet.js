/** The code for a school's own site: its size is chosen, and it is copied. */

const code = /** @type {HTMLTextAreaElement | null} */ (document.getElementById("embed-code"));
const sizes = document.getElementById("embed-sizes");
const copy = document.getElementById("embed-copy");

/** @param {string} size like `480×720` */
function resize(size) {
  const [width, height] = size.split("×");
  if (code && width && height) {
    code.value = code.value.replace(/width="[^"]*"/, `width="${width}"`).replace(/height="[^"]*"/, `height="${height}"`);
  }
}

/** Old browsers and plain HTTP have no clipboard: the code is selected for the reader's own copying. */
async function copied() {
  if (!code || !copy) {
    return;
  }
  code.select();
  try {
    await navigator.clipboard.writeText(code.value);
    copy.textContent = copy.dataset["done"] || "";
  } catch {
    code.focus();
  }
}

if (code && sizes && copy) {
  sizes.hidden = false;
  copy.hidden = false;
  sizes.addEventListener("change", (event) => resize(/** @type {HTMLInputElement} */ (event.target).value));
  copy.addEventListener("click", () => void copied());
}
