/** The way to the other questions: a stone for each says in shape and words how far it is, and the animal stands on one. */
import { button, dot, el } from "../shared/dom.js";
import { currentLanguage, gettext, interpolate } from "../shared/language.js";
import { companion } from "./companion.js";

/** @typedef {import("./paper_state.js").PaperState} PaperState */
/** @typedef {{go: (position: number) => void}} Goes */

/** The path that stands: the next question of the same paper and language keeps it. @type {{state: PaperState, language: string, node: HTMLElement} | null} */
let standing = null;

/** Where the animal stood, and what was answered, when the path was drawn last: only what is new moves. */
/** @type {{state: PaperState | null, position: number, progress: string[]}} */
let before = { state: null, position: 0, progress: [] };

/** @param {PaperState} state */
export function placeWords(state) {
  return interpolate(gettext("Question %(number)s of %(count)s"), { number: state.position + 1, count: state.count });
}

/**
 * The whole strip above a question, in the landscape of the age group. One that stands there is only brought up to date: to
 * build it, lay it out and paint it is most of the work of a new question.
 * @param {PaperState} state
 * @param {Goes} does
 */
export function path(state, does) {
  const language = currentLanguage();
  if (standing && standing.state === state && standing.language === language && standing.node.isConnected) {
    redrawChips(state, does);
    before.position = state.position;
    return standing.node;
  }
  standing = { state, language, node: newPath(state, does) };
  return standing.node;
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 */
function newPath(state, does) {
  return el("nav", { class: "navigator land", "aria-label": gettext("Questions") }, chips(state, does));
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 * @param {string} [where] the sheet has its own
 */
export function chips(state, does, where = "strip") {
  const known = before.state === state ? before : { state, position: state.position, progress: [] };
  const items = state.order.map((_, position) => stone(state, does, { position, where, known }));
  if (where === "strip") {
    before = { state, position: state.position, progress: state.order.map((_, position) => progressOf(state, position)) };
  }
  return el("ol", { class: "chips", id: `chips-${where}` }, ...items);
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 * @param {{position: number, where: string, known: typeof before}} at
 */
function stone(state, does, { position, where, known }) {
  const now = progressOf(state, position);
  const here = position === state.position && where === "strip";
  return el(
    "li",
    { class: movesOf(known, { position, now, here }) || false, "data-shown": shownOf(state, position) },
    here && companion("chip-animal"),
    chip(state, does, { position, where }),
    el("span", { class: "chip-signs" }, now !== "empty" && dot(now)),
    state.isMarked(position) && el("span", { class: "chip-flag" }, dot("marked")),
  );
}

/**
 * What moves: the animal that has just come, a tick that is new. Nothing where the path is drawn for the first time.
 * @param {typeof before} known
 * @param {{position: number, now: string, here: boolean}} stone
 */
function movesOf(known, { position, now, here }) {
  if (!known.progress.length) {
    return "";
  }
  const isNew = now === "answered" && known.progress[position] !== now;
  const way = known.position > position ? "is-stepping is-back" : "is-stepping";
  return [here && known.position !== position && way, isNew && "is-new"].filter(Boolean).join(" ");
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 * @param {{position: number, where: string}} at
 */
function chip(state, does, { position, where }) {
  const current = position === state.position;
  const node = button(`${where}-${position + 1}`, "", () => does.go(position), {
    class: `chip is-${progressOf(state, position)}${current ? " is-current" : ""}`,
    "aria-label": chipWords(state, position),
    ...(current ? { "aria-current": "step" } : {}),
  });
  node.append(el("span", { class: "figures" }, String(position + 1)));
  return node;
}

/**
 * @param {PaperState} state
 * @param {number} position
 */
function chipWords(state, position) {
  const words = [interpolate(gettext("Question %(number)s"), { number: position + 1 })];
  words.push(progressWords(progressOf(state, position)));
  if (state.isMarked(position)) {
    words.push(gettext("marked to check"));
  }
  return words.join(", ");
}

/**
 * @param {PaperState} state
 * @param {number} position
 */
function progressOf(state, position) {
  if (state.isBegun(position)) {
    return "begun";
  }
  return state.isAnswered(position) ? "answered" : "empty";
}

/** @param {string} progress */
function progressWords(progress) {
  const words = /** @type {Record<string, () => string>} */ ({ begun: () => gettext("begun"), answered: () => gettext("answered") });
  return (words[progress] || (() => gettext("not answered yet")))();
}

/**
 * What the shapes mean, in words; a half disc only where there may be one. Who hears the chips hears no shapes.
 * @param {PaperState} state
 */
function legend(state) {
  const partly = state.paper.questions.some(({ kind = "" }) => ["sort", "order"].includes(kind));
  const shapes = ["empty", ...(partly ? ["begun"] : []), "answered"].map((each) => el("span", {}, dot(each), progressWords(each)));
  return el("p", { class: "legend", "aria-hidden": "true" }, ...shapes, el("span", {}, dot("marked"), gettext("marked to check")));
}

/**
 * What a stone shows of its question.
 * @param {PaperState} state
 * @param {number} position
 */
function shownOf(state, position) {
  return `${progressOf(state, position)} ${state.isMarked(position) ? "marked" : ""}`;
}

/**
 * Whether a stone of the path shows something that is no longer so, or somebody who is no longer there.
 * @param {Element} item
 * @param {PaperState} state
 * @param {number} position
 */
function isOld(item, state, position) {
  const here = item.querySelector("[aria-current]") !== null;
  return item.getAttribute("data-shown") !== shownOf(state, position) || here !== (position === state.position);
}

/**
 * Draws those stones of the path anew that show something else by now.
 * @param {PaperState} state
 * @param {Goes} does
 */
export function redrawChips(state, does) {
  const old = document.getElementById("chips-strip");
  Array.from(old ? old.children : []).forEach((item, position) => {
    if (isOld(item, state, position)) {
      item.replaceWith(stone(state, does, { position, where: "strip", known: before }));
      before.progress[position] = progressOf(state, position);
    }
  });
}

/**
 * On a narrow screen the place is also the way to the others.
 * @param {PaperState} state
 * @param {Goes} does
 */
export function sheetButton(state, does) {
  const open = () => {
    const node = /** @type {HTMLDialogElement} */ (document.getElementById("sheet"));
    fillSheet(node, state, does);
    node.showModal();
  };
  const words = { class: "button button-second all-questions", icon: "list", "aria-label": `${placeWords(state)}. ${gettext("All questions")}` };
  return button("all-questions", placeWords(state), open, words);
}

/** All questions, empty until somebody opens it. */
export function sheet() {
  return el("dialog", { id: "sheet", class: "sheet", "aria-labelledby": "sheet-title" });
}

/**
 * @param {HTMLDialogElement} node
 * @param {PaperState} state
 * @param {Goes} does
 */
function fillSheet(node, state, does) {
  node.replaceChildren(
    el("h2", { id: "sheet-title" }, gettext("All questions")),
    chips(state, does, "sheet"),
    legend(state),
    button("sheet-close", gettext("Close"), () => node.close(), { class: "button button-second" }),
  );
}

