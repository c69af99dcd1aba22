/** What the hall sees of one step. */

import { animal } from "../shared/animals.js";
import { el } from "../shared/dom.js";

/** @typedef {import("./ceremony_types").Ceremony} Ceremony */
/** @typedef {import("./ceremony_types").CeremonyStep} CeremonyStep */
/** @typedef {import("./ceremony_types").CalledBlock} CalledBlock */
/** @typedef {import("./ceremony_types").CalledWinner} CalledWinner */
/** @typedef {import("./ceremony_types").Said} Said */

const DRUMS = 5;
const SPARKS = 18;
/** So many stand on the photo at most in each way; all others are there without names. */
/** @type {[number, string][]} */
const ON_PHOTO = [[3, "few"], [8, "some"], [18, "many"]];

/**
 * One text in each language of the hall.
 * @param {Said} texts
 * @param {"h2" | "p" | "span"} tag
 * @param {string} name
 */
export function saidIn(texts, tag, name) {
  return el(tag, { class: `said ${name}` }, ...texts.map(([lang, text]) => el("span", { lang }, text)));
}

/**
 * Puts a step on a stage.
 * @param {HTMLElement} stage
 * @param {Ceremony} ceremony
 * @param {CeremonyStep} step
 */
export function setStage(stage, ceremony, step) {
  const block = ceremony.blocks[step.block];
  stage.dataset["kind"] = step.kind;
  stage.dataset["ages"] = block ? block.division : "";
  const scene = SCENES[step.kind];
  stage.replaceChildren(
    ...(scene ? scene(ceremony, step, block || NOBODYS) : []),
    ...(block && step.kind !== "block" ? [context(block)] : []),
    ...(ceremony.rehearsal.length ? [saidIn(ceremony.rehearsal, "p", "rehearsal")] : []),
  );
}

/** @type {CalledBlock} */
const NOBODYS = { award: [], ages: [], country: [], division: "", places: false, draw: null, winners: [] };

/** @type {Record<string, (ceremony: Ceremony, step: CeremonyStep, block: CalledBlock) => Node[]>} */
const SCENES = {
  opening: (ceremony, step) => [land(), saidIn(ceremony.title, "h2", "giant"), saidIn(step.heads, "p", "large")],
  closing: (ceremony, step) => [land(), saidIn(step.heads, "h2", "giant"), saidIn(ceremony.title, "p", "large"), sparks()],
  block: (_ceremony, step, block) => [
    land(),
    saidIn(step.heads, "h2", "giant"),
    saidIn(block.ages, "p", "large"),
    saidIn(block.country, "p", "large"),
  ],
  waiting: (_ceremony, step, block) => [saidIn(step.heads, "h2", "giant"), what(block), tickets(block)],
  draw: (_ceremony, step, block) => [saidIn(step.heads, "h2", "large"), number(block), what(block), tickets(block), seal(block)],
  call: (_ceremony, step) => [saidIn(step.heads, "h2", "giant"), drumroll()],
  reveal: (_ceremony, step, block) => [
    saidIn(step.heads, "h2", "large"),
    people(step, block),
    ...(onStage(step, block).some((one) => one.place === 1) ? [sparks()] : []),
  ],
  many: (_ceremony, step) => [land(), saidIn(step.heads, "h2", "giant")],
  photo: (_ceremony, step, block) => [land(), saidIn(step.heads, "h2", "large"), group(step, block)],
};

/** @param {CalledBlock} block */
function context(block) {
  return el("p", { class: "context" }, saidIn(block.award, "span", ""), saidIn(block.ages, "span", ""), saidIn(block.country, "span", ""));
}

/** The landscape of the age group behind the words. */
function land() {
  return el("div", { class: "land", "aria-hidden": "true" });
}

/** Paws that beat: a drumroll for the eye. */
function drumroll() {
  const beats = Array.from({ length: DRUMS }, () => el("span", { class: "beat" }));
  return el("div", { class: "drumroll", "aria-hidden": "true" }, ...beats);
}

function sparks() {
  const all = Array.from({ length: SPARKS }, () => el("span", { class: "spark" }));
  return el("div", { class: "sparks", "aria-hidden": "true" }, ...all);
}

/** @param {CalledBlock} block */
function number(block) {
  return el("p", { class: "number" }, block.draw ? block.draw.number : "");
}

/** @param {CalledBlock} block */
function what(block) {
  return el("p", { class: "what" }, block.draw ? block.draw.what : "");
}

/** @param {CalledBlock} block */
function seal(block) {
  return el("p", { class: "proof" }, block.draw ? `SHA-256 ${block.draw.seal}…` : "");
}

/** @param {CalledBlock} block */
function tickets(block) {
  const draw = block.draw;
  const some = draw ? draw.tickets : [];
  const all = some.map((ticket) => el("span", { class: "ticket" }, ticket));
  return el("div", { class: "tickets" }, el("div", { class: "ticket-field" }, ...all), saidIn(draw ? draw.entries : [], "p", "what"));
}

/**
 * @param {CeremonyStep} step
 * @param {CalledBlock} block
 */
function people(step, block) {
  const cards = shownOf(step, block).map((one) => card(one));
  return el("div", { class: "people", "data-many": Math.min(cards.length, 6) }, ...cards);
}

/**
 * @param {CeremonyStep} step
 * @param {CalledBlock} block
 * @returns {CalledWinner[]}
 */
export function shownOf(step, block) {
  return step.winners.flatMap((one) => block.winners[one] || []);
}

/**
 * A winner; no ticket, for what is published of a draw would tell rank and points.
 * @param {CalledWinner} winner
 */
function card(winner) {
  return el(
    "div",
    { class: "winner" },
    animal(winner.animal, { size: 200 }),
    saidIn(winner.names, "p", "name"),
    winner.school && el("p", { class: "school" }, winner.school),
  );
}

/**
 * All of whom more is told than the place.
 * @param {CeremonyStep} step
 * @param {CalledBlock} block
 */
export function onStage(step, block) {
  return shownOf(step, block).filter((one) => one.animal);
}

/**
 * @param {CeremonyStep} step
 * @param {CalledBlock} block
 */
function group(step, block) {
  const all = onStage(step, block);
  const way = ON_PHOTO.find(([most]) => all.length <= most);
  const stand = all.map((one) => el("li", {}, animal(one.animal, { size: 96 }), saidIn(one.names, "p", "name")));
  return el("ul", { class: "group", "data-many": way ? way[1] : "crowd" }, ...stand);
}
