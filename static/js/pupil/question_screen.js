/** One question per screen: its choices, the way to the others, and the keys. */
import { button, el, say } from "../shared/dom.js";
import { gettext } from "../shared/language.js";
import { isInQuestion, pressed, turnOf } from "./kinds/keys.js";
import { answering } from "./kinds/kinds.js";
import { path, placeWords, redrawChips, sheet, sheetButton } from "./navigator.js";
import { readingButton } from "./reading.js";

/** @typedef {import("./paper_state.js").PaperState} PaperState */
/** @typedef {{choose: (question: number, code: number) => void, go: (position: number) => void, flip: () => void, done: () => void}} Does */

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
    el("div", { class: "quiz-bar" }, place(state), sheetButton(state, does), readingButton(), clock),
    path(state, does),
    question(state, does),
    actions(state, does),
    sheet(),
  ];
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
  const { number } = state.question;
  const give = (/** @type {number} */ code) => choose(state, does, code);
  const asked = { question: state.question, order: state.choices(), code: state.codeAt(state.position), give };
  return el(
    "form",
    { class: "question", "data-testid": "question", "data-question": number, submit: (event) => event.preventDefault() },
    answering(asked),
  );
}

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {number} code
 */
function choose(state, does, code) {
  const { number } = state.question;
  if (state.answers.get(number) === code) {
    return;
  }
  state.answers.set(number, code);
  does.choose(number, code);
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

// ------------------------------------------------------------------ keys

/** @param {KeyboardEvent} event */
function onKey(event) {
  const combined = event.ctrlKey || event.altKey || event.metaKey;
  if (present && !combined && isInQuestion() && (turned(event, present) || pressed(event))) {
    event.preventDefault();
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {{state: PaperState, does: Does}} here
 */
function turned(event, { state, does }) {
  const turn = turnOf(event, document.activeElement);
  if (turn > 0) {
    forward(state, does);
  } else if (turn < 0) {
    does.go(state.position - 1);
  }
  return turn !== 0;
}

document.addEventListener("keydown", onKey);
