/** A country's home page: the code goes on in the fragment, and the countdown goes on. */

const MINUTE = 60;
/** When the moment has come, the page may be a minute old everywhere; not all ask at once. */
const FRESH_AFTER = 60 + Math.random() * 60;

/** @param {HTMLFormElement} form */
function joinBox(form) {
  const box = /** @type {HTMLInputElement} */ (form.querySelector("input"));
  const error = /** @type {HTMLElement} */ (document.getElementById("join-error"));
  form.noValidate = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const code = box.value.replace(/\D/g, "");
    const fits = code.length === 6;
    error.hidden = fits;
    box.setAttribute("aria-invalid", String(!fits));
    if (fits) {
      location.assign(`${form.action}#code=${code}`);
    } else {
      box.focus();
    }
  });
}

/**
 * Counts by a stopwatch from what the server said: a school's clock may be wrong by hours.
 * @param {HTMLElement} ticker
 */
function count(ticker) {
  const from = Number(ticker.dataset["seconds"]);
  const shown = new Map(Array.from(ticker.querySelectorAll("b"), (node) => [node.dataset["part"], node]));
  const timer = setInterval(() => {
    const left = Math.floor(from - performance.now() / 1000);
    if (left < -FRESH_AFTER) {
      clearInterval(timer);
      location.reload();
    }
    write(shown, Math.max(left, 0));
  }, 1000);
}

/**
 * @param {Map<string | undefined, HTMLElement>} shown
 * @param {number} seconds
 */
function write(shown, seconds) {
  const minutes = Math.floor(seconds / MINUTE);
  const parts = { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
  for (const [name, value] of Object.entries(parts)) {
    const node = shown.get(name);
    if (node && node.textContent !== String(value)) {
      node.textContent = String(value);
    }
  }
}

document.querySelectorAll("form[data-join]").forEach((form) => joinBox(/** @type {HTMLFormElement} */ (form)));
document.querySelectorAll(".ticker").forEach((ticker) => count(/** @type {HTMLElement} */ (ticker)));
