/** Draws the questions of a page with their answers, in the place of the words that stand there without script. */
import { loadTexts } from "../shared/language.js";
import { toldAnswer } from "./told_answers.js";

/** @typedef {import("../shared/types").Language} Language */
/** @typedef {import("./told_answers.js").Told} Told */
/** @typedef {{languages: Record<string, Language>, catalogs: Record<string, string>, questions: (Told & {place: string, language: string})[]}} Page */

/** @type {Page} */
const page = JSON.parse((document.getElementById("told") || { textContent: "" }).textContent || "{}");

/** One language after the other: the words around a question are in its own. */
async function draw() {
  for (const [code, language] of Object.entries(page.languages || {})) {
    if (await isSpoken({ ...language, code })) {
      page.questions.filter((one) => one.language === code).forEach(drawOne);
    }
  }
}

/** @param {Language} language without its words those of the page stay */
async function isSpoken(language) {
  try {
    await loadTexts(language, page.catalogs);
    return true;
  } catch (error) {
    return false;
  }
}

/** @param {Page["questions"][number]} one */
function drawOne(one) {
  const place = document.querySelector(`[data-told="${one.place}"]`);
  const drawn = toldAnswer(one);
  if (place && drawn.length) {
    place.replaceChildren(...drawn);
  }
}

void draw();
