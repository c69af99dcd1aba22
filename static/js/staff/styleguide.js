/** Fills the style guide with what the pages' own modules draw; the questions and numbers are made up. */
import { el } from "../shared/dom.js";
import { loadLanguage } from "../shared/language.js";
import { moment } from "../pupil/moment.js";
import { score } from "../pupil/score.js";
import { ticket } from "../pupil/ticket.js";
import { sitsHere } from "../pupil/companion.js";
import { path } from "../pupil/navigator.js";
import { answerCards, seenOf } from "../pupil/answer_cards.js";
import { answering } from "../pupil/kinds/kinds.js";
import * as screens from "../pupil/screens.js";
import { PaperState } from "../pupil/paper_state.js";
import { ANIMALS, BANNERS, YOU, questions, result } from "./styleguide_content.js";

/** @typedef {import("../shared/types").Shell} Shell */
/** @typedef {(Node | string | null | false | undefined)[]} Nodes */

const { shell } = /** @type {{shell: Shell}} */ (JSON.parse(document.getElementById("guide-data")?.textContent || "{}"));
const nothing = () => undefined;

/**
 * @param {string} id
 * @param {string} title
 * @param {...Node} states
 */
function part(id, title, ...states) {
  return el("section", { class: "guide-part", id }, el("h2", {}, title), ...states);
}

/**
 * @param {string} name
 * @param {Nodes} nodes
 * @param {Record<string, string>} [properties]
 */
function state(name, nodes, properties = {}) {
  return el("div", { class: "guide-state", ...properties }, el("h3", {}, name), ...nodes);
}

/** The line about saving, in each of its states. */
function banners() {
  return BANNERS.map(([kind, words]) => state(kind, [el("p", { class: "banner", "data-kind": kind }, words())]));
}

/** @param {string} ages */
function paths(ages) {
  sitsHere({ animal: ages === "14-15" ? "orca" : "otter", ages });
  const walked = new PaperState({ language: shell.language, questions: questions() }, 0, { position: 2, flags: [4] });
  walked.order = walked.paper.questions.map(({ number }) => number);
  walked.answers = new Map([[1, 1], [2, 2], [3, 2]]);
  return state(ages, [path(walked, { go: nothing })], { "data-ages": ages });
}

/** Every kind of question, untouched and answered. */
function kinds() {
  return questions().flatMap((question) => [0, 3].map((code) => state(`${question.kind || "single"}, ${code ? "answered" : "open"}`, [asked(question, code)])));
}

/**
 * @param {import("../shared/types").Question} question
 * @param {number} code
 */
function asked(question, code) {
  const order = question.choices.map((_, at) => at + 1);
  return el("form", { class: "question", "data-testid": "question" }, answering({ question, order, code, give: nothing }));
}

/** @param {string} ages */
function rooms(ages) {
  const animal = ages === "14-15" ? "orca" : "owl";
  sitsHere({ animal, ages });
  const you = { ...YOU, ages, animal, animal_names: ANIMALS[animal] || {} };
  const ending = { thanks: "Thank you. Your answers are saved.", standing: "", safe: true, answered: 10, count: 10, late: 0, since: 0 };
  return [
    state("confirm", screens.confirm(you, { languages: shell.languages, current: shell.language, asked: shell.language }, { yes: nothing, no: nothing, choose: nothing }), { "data-ages": ages }),
    state("waiting", screens.waiting(you, [11, 24], nothing), { "data-ages": ages }),
    state("paused", screens.paused(), { "data-ages": ages }),
    state("finish", [moment(ending)], { "data-ages": ages }),
  ];
}

function ends() {
  const reached = result();
  const seen = seenOf(questions(), reached, []);
  const discs = seen.map(({ place, mark }) => ({ place, mark, open: nothing }));
  return [
    state("before the key", [el("div", { class: "end-columns" }, score({ ...reached, phase: "scored" }, []) || null, ticket("7KQ3M2XW9P", null))]),
    state("after", [score(reached, discs) || null, ...answerCards(seen, true)]),
  ];
}

/**
 * Several of one screen stand here: no two things have one name.
 * @param {Element} shown
 * @param {number} at
 */
function nameApart(shown, at) {
  for (const name of ["id", "for", "aria-labelledby", "aria-describedby", "aria-controls"]) {
    shown.querySelectorAll(`[${name}]`).forEach((node) => {
      const names = (node.getAttribute(name) || "").split(" ");
      node.setAttribute(name, names.map((each) => `guide-${at}-${each}`).join(" "));
    });
  }
}

async function fill() {
  const language = shell.languages.find(({ code }) => code === shell.language);
  if (language) {
    await loadLanguage(language, shell.catalogs);
  }
  const place = document.getElementById("guide");
  if (place) {
    const parts = [
      part("saving", "What is saved", ...banners()),
      part("path", "The path of the questions", ...["9-11", "12-13", "14-15"].map(paths)),
      part("kinds", "Kinds of question", ...kinds()),
      part("rooms", "Rooms", ...["9-11", "14-15"].flatMap(rooms)),
      part("ends", "The end", ...ends()),
    ];
    sitsHere(null);
    place.replaceChildren(...parts);
    place.querySelectorAll(".guide-state").forEach(nameApart);
    place.dataset["full"] = "true";
  }
}

void fill();
