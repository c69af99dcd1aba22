/** The questions that a page of staff has with their answers, and the words around them in their own language. */
import { loadTexts } from "../shared/language.js";
import { toldAnswer } from "./told_answers.js";

/** @typedef {import("../shared/types").Language} Language */
/** @typedef {import("./told_answers.js").Told} Told */
/** @typedef {Told & {place: string, language: string}} ToldQuestion */
/** @typedef {{languages: Record<string, Language>, catalogs: Record<string, string>, questions: ToldQuestion[]}} ToldPage */

/** @returns {ToldPage} what the page brings along */
export function toldPage() {
  const found = JSON.parse((document.getElementById("told") || { textContent: "" }).textContent || "{}");
  return { languages: {}, catalogs: {}, questions: [], ...found };
}

/**
 * One language after the other: each is there while its questions are drawn.
 * @param {ToldPage} page
 * @param {(one: ToldQuestion) => void} draw
 */
export async function drawAll(page, draw) {
  for (const [code, language] of Object.entries(page.languages)) {
    if (await isSpoken({ ...language, code }, page.catalogs)) {
      page.questions.filter((one) => one.language === code).forEach(draw);
    }
  }
}

/**
 * Without its words those of the page stay.
 * @param {Language} language
 * @param {Record<string, string>} catalogs
 */
async function isSpoken(language, catalogs) {
  try {
    await loadTexts(language, catalogs);
    return true;
  } catch (error) {
    return false;
  }
}

/** @param {ToldQuestion} one whose answer takes the place of its words */
export function drawAnswer(one) {
  const place = document.querySelector(`[data-told="${one.place}"]`);
  const drawn = toldAnswer(one);
  if (place && drawn.length) {
    place.replaceChildren(...drawn);
  }
}
