/** While a question is written: characters are counted, and the machine says what it finds. */

/** Long enough that nobody is interrupted in the middle of a sentence. */
const PAUSE = 1200;
/** As in quizbank/checks/lengths.py: a shorter limit for the youngest. */
const YOUNG = "9-11";
const YOUNG_MOST = 90;

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/**
 * What was asked last: an earlier answer that comes late says nothing any more.
 * @type {FormData | null}
 */
let latest = null;

/**
 * @param {HTMLFormElement} form
 * @param {Field} field
 * @returns {number} the characters that may be in the field, for the age group that is chosen
 */
function most(form, field) {
  const chosen = form.querySelector("select[name$=division_code]");
  const division = chosen instanceof HTMLSelectElement ? chosen.value : form.dataset.division;
  const limit = Number(field.dataset.most);
  return field.name === "stem" && division === YOUNG ? Math.min(limit, YOUNG_MOST) : limit;
}

/**
 * @param {string} text
 * @returns {number} its characters as the server counts them: signs of two halves are one, line breaks too
 */
function signs(text) {
  return [...text.trim()].length;
}

/**
 * @param {HTMLFormElement} form
 * @param {Field} field
 */
function count(form, field) {
  const place = document.getElementById(`${field.id}_count`) ?? counterOf(field);
  const limit = most(form, field);
  const typed = signs(field.value);
  const over = typed > limit;
  const told = over ? `. ${form.dataset.over} ${typed - limit}` : "";
  place.textContent = `${typed} / ${limit}${told}`;
  place.classList.toggle("over", over);
}

/**
 * @param {Field} field
 * @returns {HTMLElement} a place for its count, under it
 */
function counterOf(field) {
  const place = document.createElement("p");
  place.id = `${field.id}_count`;
  place.className = "hint counter";
  field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${place.id}`.trim());
  field.after(place);
  return place;
}

/**
 * Asks what the machine finds in the words as they stand now; the latest question counts.
 * @param {HTMLFormElement} form
 * @param {Element} place
 */
async function look(form, place) {
  const asked = new FormData(form);
  [...asked].forEach(([name, value]) => value instanceof File && asked.delete(name));
  latest = asked;
  try {
    const answer = await fetch(form.dataset.writing ?? "", { method: "POST", body: asked });
    const said = await answer.text();
    if (answer.ok && !answer.redirected && latest === asked) {
      place.replaceChildren(...new DOMParser().parseFromString(said, "text/html").body.childNodes);
    }
  } catch {
    // Findings are a help only: without the server the form still says what is wrong.
  }
}

/** @param {HTMLFormElement} form */
function begin(form) {
  const fields = /** @type {NodeListOf<Field>} */ (form.querySelectorAll("[data-most]"));
  const place = document.querySelector("[data-findings]");
  let timer = 0;
  const countAll = () => fields.forEach((field) => count(form, field));
  form.addEventListener("input", () => {
    countAll();
    window.clearTimeout(timer);
    timer = window.setTimeout(() => place && void look(form, place), PAUSE);
  });
  countAll();
}

document.querySelectorAll("form[data-writing]").forEach((form) => begin(/** @type {HTMLFormElement} */ (form)));
