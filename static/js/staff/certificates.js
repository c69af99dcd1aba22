/** Names typed for certificates: laid on the sheets of this page, and never sent anywhere. */

const typed = document.querySelector("[data-certificates]");
const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (
  document.querySelectorAll("[data-certificate]")
);

/**
 * The sheet a field is for.
 *
 * @param {HTMLInputElement} input
 * @returns {HTMLElement | null}
 */
function sheetOf(input) {
  return document.getElementById(input.dataset.certificate ?? "");
}

/**
 * Lay a name on its sheet, smaller where it would not find room.
 *
 * @param {HTMLInputElement} input
 */
function lay(input) {
  const name = /** @type {HTMLElement | null} */ (
    sheetOf(input)?.querySelector(".certificate-name span")
  );
  const line = name?.parentElement;
  if (!name || !line) return;
  show(input);
  name.style.fontSize = "";
  name.textContent = input.value.trim();
  if (name.offsetWidth <= line.clientWidth) return;
  const size = (12 * line.clientWidth * 0.98) / name.offsetWidth;
  name.style.fontSize = `calc(var(--mm) * ${size.toFixed(2)})`;
}

/**
 * Show the sheet that is being written.
 *
 * @param {HTMLInputElement} input
 */
function show(input) {
  document.querySelector(".certificate.is-shown")?.classList.remove("is-shown");
  sheetOf(input)?.classList.add("is-shown");
}

/**
 * Every sheet has a place for a name, and under it the empty one, which is one file for all.
 *
 * @param {string} address
 */
function prepare(address) {
  for (const sheet of document.querySelectorAll(".certificate")) {
    sheet.querySelector(".certificate-name")?.append(document.createElement("span"));
    const picture = document.createElement("img");
    picture.className = "certificate-ground";
    picture.src = address;
    picture.alt = "";
    sheet.prepend(picture);
  }
}

if (typed instanceof HTMLElement && typed.dataset.certificates) {
  prepare(typed.dataset.certificates);
  for (const input of inputs) {
    input.addEventListener("input", () => lay(input));
    input.addEventListener("focus", () => show(input));
  }
  if (inputs[0]) show(inputs[0]);
  typed.hidden = false;
}
