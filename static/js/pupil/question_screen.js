/** One question per screen: its choices, the way to the others, and the keys. */
import { button, el, say } from "../shared/dom.js";
import { gettext, tagOf } from "../shared/language.js";
import { isInQuestion, pressed, turnOf } from "./kinds/keys.js";
import { answering } from "./kinds/kinds.js";
import { path, placeWords, redrawChips, sheet, sheetButton } from "./navigator.js";

/** @typedef {import("./paper_state.js").PaperState} PaperState */
/** @typedef {{choose: (question: number, code: number) => void, go: (position: number) => void, flip: () => void, done: () => void}} Does */

/** Goes on, or back: nothing before the first question of a paper. @type {(by: number) => void} */
let turnBy = () => undefined;

/**
 * @param {PaperState} state
 * @param {Does} does
 * @param {HTMLElement | null} clock
 */
export function questionScreen(state, does, clock) {
  const turn = whileAsked(state, (/** @type {number} */ by) => (by > 0 ? forward(state, does) : does.go(state.position - 1)));
  turnBy = turn;
  return [
    el("div", { class: "quiz-bar" }, place(state), sheetButton(state, does), clock),
    path(state, does),
    question(state, does),
    actions(state, does, turn),
    sheet(),
  ];
}

/**
 * The next screen is drawn a moment after the press. What is pressed on the old one in that moment is not meant for the question that comes.
 * @template T
 * @param {PaperState} state
 * @param {(value: T) => void} act
 * @returns {(value: T) => void}
 */
function whileAsked(state, act) {
  const { number } = state.question;
  return (value) => {
    if (state.question.number === number) {
      act(value);
    }
  };
}

/** @param {PaperState} state */
function place(state) {
  return el("p", { class: "place place-wide", "data-testid": "place" }, placeWords(state));
}

// ------------------------------------------------------------------ the question

/**
 * @param {PaperState} state
 * @param {Does} does
 */
function question(state, does) {
  const { number } = state.question;
  const give = whileAsked(state, (/** @type {number} */ code) => choose(state, does, code));
  const tag = tagOf(state.paper.language);
  const lang = tag !== document.documentElement.lang && tag;
  const asked = { question: state.question, order: state.choices(), code: state.codeAt(state.position), give };
  return el(
    "form",
    { class: "question", "data-testid": "question", "data-question": number, lang, submit: (event) => event.preventDefault() },
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
 * @param {(by: number) => void} turn
 */
function actions(state, does, turn) {
  const marked = state.isMarked(state.position);
  const flip = whileAsked(state, () => {
    does.flip();
    const now = state.isMarked(state.position);
    mark.setAttribute("aria-pressed", String(now));
    redrawChips(state, does);
    say(now ? gettext("Marked to check") : gettext("The mark is gone"));
  });
  const back = button("back", gettext("Back"), () => turn(-1), { class: "button button-second", icon: "back" });
  back.disabled = state.position === 0;
  const mark = button("mark", gettext("Mark to check"), flip, { class: "button button-second mark", icon: "flag", "aria-pressed": String(marked) });
  const next = button("next", state.isLast ? gettext("Check my answers") : gettext("Next"), () => turn(1), { icon: "next" });
  return el("div", { class: "quiz-actions" }, back, mark, next);
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
  if (!combined && isInQuestion() && (turned(event, turnBy) || pressed(event))) {
    event.preventDefault();
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {(by: number) => void} turn
 */
function turned(event, turn) {
  const by = turnOf(event, document.activeElement);
  if (by) {
    turn(by);
  }
  return by !== 0;
}

document.addEventListener("keydown", onKey);
