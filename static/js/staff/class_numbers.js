/** Says what the numbers of the class register mean while they are typed. Without script the next page says it. */

/** So long somebody has stopped typing. */
const PAUSE = 250;

for (const line of document.querySelectorAll("[data-numbers]")) {
  const { numbers = "", ask = "" } = /** @type {HTMLElement} */ (line).dataset;
  const form = line.closest("form");
  const field = form && form.elements.namedItem(numbers);
  const key = form && form.elements.namedItem("understood");
  if (field instanceof HTMLInputElement && key instanceof HTMLInputElement) {
    listen(line, field, key, ask);
  }
}

/**
 * @param {Element} line
 * @param {HTMLInputElement} field
 * @param {HTMLInputElement} key what the form sends to say that the sentence was there
 * @param {string} ask
 */
function listen(line, field, key, ask) {
  let timer = 0;
  field.addEventListener("input", () => {
    key.value = "";
    clearTimeout(timer);
    timer = setTimeout(() => void tell(line, field, key, ask), PAUSE);
  });
}

/**
 * @param {Element} line
 * @param {HTMLInputElement} field
 * @param {HTMLInputElement} key
 * @param {string} ask
 */
async function tell(line, field, key, ask) {
  const typed = field.value;
  const reply = typed.trim() ? await fetch(`${ask}?${new URLSearchParams({ size: typed })}`).catch(() => null) : null;
  const found = reply && reply.ok ? await reply.json() : { said: "", key: "" };
  if (field.value === typed) {
    line.textContent = found.said;
    key.value = found.key;
  }
}

export {};
