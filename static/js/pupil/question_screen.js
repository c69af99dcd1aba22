/** One question per screen: its choices, the way to the others, and the keys. */
import { LETTERS, button, dot, el, heading, say, shape } from "../shared/dom.js";
import { gettext, interpolate } from "../shared/language.js";

/** @typedef {import("./paper_state.js").PaperState} PaperState */
/** @typedef {{choose: (question: number, choice: number) => void, go: (position: number) => void, flip: () => void, done: () => void}} Does */

/** @type {{state: PaperState, does: Does} | null} */
let present = null;

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {HTMLElement | null} clock
 */
export function questionScreen(state, does, clock) {
  present = { state, does };
  return [
    el("div", { class: "quiz-bar" }, place(state), sheetButton(state), clock),
    el("nav", { class: "navigator", "aria-label": gettext("Questions") }, chips(state, does), legend()),
    question(state, does),
    actions(state, does),
    sheet(state, does),
  ];
}

/** @param {PaperState} state */
function placeWords(state) {
  const text = state.practice
    ? gettext("Practice question %(number)s of %(count)s. It does not count.")
    : gettext("Question %(number)s of %(count)s");
  return interpolate(text, { number: state.position + 1, count: state.count });
}

/** @param {PaperState} state */
function place(state) {
  return el("p", { class: state.practice ? "place" : "place place-wide", "data-testid": "place" }, placeWords(state));
}

// ------------------------------------------------------------------ the question

/**
 * @param {PaperState} state
 * @param {Does} does
 */
function question(state, does) {
  const { number, stem, choices } = state.question;
  const cards = state.choices().map((choice, at) => card(state, does, { choice, at, text: choices[choice - 1] || "" }));
  return el(
    "form",
    { class: "question", "data-testid": "question", "data-question": number, submit: (event) => event.preventDefault() },
    el("fieldset", {}, el("legend", {}, heading(stem)), ...cards),
  );
}

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {{choice: number, at: number, text: string}} here
 */
function card(state, does, { choice, at, text }) {
  const { number } = state.question;
  const letter = LETTERS.charAt(at);
  const radio = el("input", {
    type: "radio",
    name: "choice",
    id: `choice-${letter}`,
    "data-testid": `choice-${letter}`,
    class: "visually-hidden",
    value: choice,
    change: () => choose(state, does, choice),
  });
  radio.checked = state.answers.get(number) === choice;
  const word = el("span", { class: "choice-word", "aria-hidden": "true" }, gettext("Chosen"));
  const spoken = el("span", { class: "visually-hidden" }, `${letter}: `);
  return el("label", { class: "choice" }, radio, el("span", { class: "choice-edge" }), shape(at), spoken, el("span", { class: "choice-text" }, text), word);
}

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {number} choice
 */
function choose(state, does, choice) {
  const { number } = state.question;
  if (state.answers.get(number) === choice) {
    return;
  }
  state.answers.set(number, choice);
  does.choose(number, choice);
  redrawChips(state, does);
}

/**
 * @param {PaperState} state
 * @param {Does} does
 */
function actions(state, does) {
  const marked = state.isMarked(state.position);
  const flip = () => {
    does.flip();
    const now = state.isMarked(state.position);
    mark.setAttribute("aria-pressed", String(now));
    redrawChips(state, does);
    say(now ? gettext("Marked to check") : gettext("The mark is gone"));
  };
  const back = button("back", gettext("Back"), () => does.go(state.position - 1), { class: "button button-second", icon: "back" });
  back.disabled = state.position === 0;
  const mark = button("mark", gettext("Mark to check"), flip, { class: "button button-second mark", icon: "flag", "aria-pressed": String(marked) });
  const next = button("next", nextWord(state), () => forward(state, does), { icon: "next" });
  return el("div", { class: "quiz-actions" }, back, !state.practice && mark, next);
}

/** @param {PaperState} state */
function nextWord(state) {
  if (!state.isLast) {
    return gettext("Next");
  }
  return state.practice ? gettext("I am ready") : gettext("Check my answers");
}

/**
 * @param {PaperState} state
 * @param {Does} does
 */
function forward(state, does) {
  if (state.isLast) {
    does.done();
  } else {
    does.go(state.position + 1);
  }
}

// ------------------------------------------------------------------ the way to the others

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {string} [where] the sheet has its own
 */
function chips(state, does, where = "strip") {
  const items = state.order.map((_, position) => el("li", {}, chip(state, does, { position, where })));
  return el("ol", { class: "chips", id: `chips-${where}` }, ...items);
}

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {{position: number, where: string}} at
 */
function chip(state, does, { position, where }) {
  const current = position === state.position;
  const shapes = el("span", { class: "chip-dots" }, dot(state.isAnswered(position) ? "answered" : "empty"), state.isMarked(position) && dot("marked"));
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
  words.push(state.isAnswered(position) ? gettext("answered") : gettext("not answered yet"));
  if (state.isMarked(position)) {
    words.push(gettext("marked to check"));
  }
  return words.join(", ");
}

/** What the shapes mean, in words. */
function legend() {
  const line = (/** @type {string} */ state, /** @type {string} */ word) => el("span", {}, dot(state), word);
  return el(
    "p",
    { class: "legend" },
    line("empty", gettext("not answered yet")),
    line("answered", gettext("answered")),
    line("marked", gettext("marked to check")),
  );
}

/**
 * @param {PaperState} state
 * @param {Does} does
 */
function redrawChips(state, does) {
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
function sheetButton(state) {
  const open = () => /** @type {HTMLDialogElement} */ (document.getElementById("sheet")).showModal();
  const words = { class: "button button-second all-questions", icon: "list", "aria-label": `${placeWords(state)}. ${gettext("All questions")}` };
  return !state.practice && button("all-questions", placeWords(state), open, words);
}

/**
 * @param {PaperState} state
 * @param {Does} does
 */
function sheet(state, does) {
  const close = () => node.close();
  const node = el("dialog", { id: "sheet", class: "sheet", "aria-labelledby": "sheet-title" });
  node.append(
    el("h2", { id: "sheet-title" }, gettext("All questions")),
    chips(state, does, "sheet"),
    legend(),
    button("sheet-close", gettext("Close"), close, { class: "button button-second" }),
  );
  return node;
}

// ------------------------------------------------------------------ keys

/** @param {KeyboardEvent} event */
function onKey(event) {
  const combined = event.ctrlKey || event.altKey || event.metaKey;
  if (present && !combined && isInQuestion() && (step(event, present) || pick(event))) {
    event.preventDefault();
  }
}

/** Only where the keys can mean nothing else. */
function isInQuestion() {
  const { activeElement, body } = document;
  const asked = document.querySelector("[data-testid=question]");
  const inside = activeElement === body || Boolean(activeElement && activeElement.closest("main"));
  return Boolean(asked) && inside && !document.querySelector("dialog[open]");
}

/**
 * @param {KeyboardEvent} event
 * @param {{state: PaperState, does: Does}} here
 */
function step(event, { state, does }) {
  const onButton = document.activeElement instanceof HTMLButtonElement;
  if (event.key === "ArrowRight" || (event.key === "Enter" && !onButton)) {
    forward(state, does);
    return true;
  }
  if (event.key === "ArrowLeft") {
    does.go(state.position - 1);
    return true;
  }
  return false;
}

/**
 * Digits and letters choose, wherever the letters stand on this keyboard.
 * @param {KeyboardEvent} event
 */
function pick(event) {
  const places = ["1", "2", "3", "4", "a", "b", "c", "d"];
  const codes = ["KeyA", "KeyB", "KeyC", "KeyD"];
  const at = Math.max(places.indexOf(event.key.toLowerCase()), codes.indexOf(event.code)) % 4;
  const radio = at < 0 ? null : document.getElementById(`choice-${LETTERS.charAt(at)}`);
  if (radio) {
    radio.focus();
    radio.click();
  }
  return Boolean(radio);
}

document.addEventListener("keydown", onKey);
