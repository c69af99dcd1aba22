/** The way to the other questions: a chip for each says in shape and words how far it is. */
import { button, dot, el } from "../shared/dom.js";
import { gettext, interpolate } from "../shared/language.js";

/** @typedef {import("./paper_state.js").PaperState} PaperState */
/** @typedef {{go: (position: number) => void}} Goes */

/** @param {PaperState} state */
export function placeWords(state) {
  const text = state.practice
    ? gettext("Practice question %(number)s of %(count)s. It does not count.")
    : gettext("Question %(number)s of %(count)s");
  return interpolate(text, { number: state.position + 1, count: state.count });
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 * @param {string} [where] the sheet has its own
 */
export function chips(state, does, where = "strip") {
  const items = state.order.map((_, position) => el("li", {}, chip(state, does, { position, where })));
  return el("ol", { class: "chips", id: `chips-${where}` }, ...items);
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 * @param {{position: number, where: string}} at
 */
function chip(state, does, { position, where }) {
  const current = position === state.position;
  const shapes = el("span", { class: "chip-dots" }, dot(progressOf(state, position)), state.isMarked(position) && dot("marked"));
  const node = button(`${where}-${position + 1}`, "", () => does.go(position), {
    class: current ? "chip is-current" : "chip",
    "aria-label": chipWords(state, position),
    ...(current ? { "aria-current": "step" } : {}),
  });
  node.append(el("span", { class: "figures" }, String(position + 1)), shapes);
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
export function legend(state) {
  const partly = state.paper.questions.some(({ kind = "" }) => ["sort", "order"].includes(kind));
  const shapes = ["empty", ...(partly ? ["begun"] : []), "answered"].map((each) => el("span", {}, dot(each), progressWords(each)));
  return el("p", { class: "legend", "aria-hidden": "true" }, ...shapes, el("span", {}, dot("marked"), gettext("marked to check")));
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 */
export function redrawChips(state, does) {
  for (const where of ["strip", "sheet"]) {
    const old = document.getElementById(`chips-${where}`);
    if (old) {
      old.replaceWith(chips(state, does, where));
    }
  }
}

/**
 * On a narrow screen the place is also the way to the others.
 * @param {PaperState} state
 */
export function sheetButton(state) {
  const open = () => /** @type {HTMLDialogElement} */ (document.getElementById("sheet")).showModal();
  const words = { class: "button button-second all-questions", icon: "list", "aria-label": `${placeWords(state)}. ${gettext("All questions")}` };
  return !state.practice && button("all-questions", placeWords(state), open, words);
}

/**
 * @param {PaperState} state
 * @param {Goes} does
 */
export function sheet(state, does) {
  const close = () => node.close();
  const node = el("dialog", { id: "sheet", class: "sheet", "aria-labelledby": "sheet-title" });
  node.append(
    el("h2", { id: "sheet-title" }, gettext("All questions")),
    chips(state, does, "sheet"),
    legend(state),
    button("sheet-close", gettext("Close"), close, { class: "button button-second" }),
  );
  return node;
}

