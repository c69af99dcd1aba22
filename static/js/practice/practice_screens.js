/** The screens of practice: a question with its explanation at once, and how it went. */
import { LETTERS, button, el, heading, icon, shape } from "../shared/dom.js";
import { gettext, interpolate, pick } from "../shared/language.js";
import { npgettext, pgettext } from "../shared/own_texts.js";
import { ring } from "../shared/ring.js";
import { isComplete, outcome, formOf } from "../pupil/kinds/codes.js";
import { isInQuestion, pressed, turnOf } from "../pupil/kinds/keys.js";

/** @typedef {import("../shared/types").PracticeState} State */
/** @typedef {import("../shared/types").PracticeQuestion} Question */
/** @typedef {typeof import("./practice_kinds.js")} Kinds */
/**
 * `draft` is the answer of many parts that is not checked yet; `choose` ends the question.
 * @typedef {{choose: (code: number) => void, draft: () => number, redraft: (code: number) => void, go: (step: number) => void, again: () => void}} Does
 */
/** @typedef {(Node | string | null | false)[]} Nodes */

const KNOWN_WELL = 0.75;

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {Does} does
 * @param {Kinds | null} kinds there once a question needs it
 * @returns {Nodes}
 */
export function questionScreen(questions, state, does, kinds) {
  const question = /** @type {Question} */ (questions[state.position]);
  const code = state.answers[question.number] || 0;
  return [
    !question.reviewed && el("p", { class: "notice notice-warm" }, pgettext("practice", "No person has reviewed these texts yet.")),
    el("div", { class: "quiz-bar" }, el("p", { class: "place", "data-testid": "place" }, place(questions, state))),
    ...body(question, code, does, kinds),
    actions(questions, state, { does, passes: isBeyond(question, kinds) }),
  ];
}

/**
 * @param {Question} question
 * @param {number} code
 * @param {Does} does
 * @param {Kinds | null} kinds
 * @returns {Nodes}
 */
function body(question, code, does, kinds) {
  if (kinds && isBeyond(question, kinds)) {
    return [kinds.answering({ question, order: [], code: 0, give: () => undefined })];
  }
  return question.kind && kinds ? ofManyParts(question, code, does, kinds) : single(question, code, does, kinds);
}

/**
 * Whether this page is too old for a question: it may be passed over.
 * @param {Question} question
 * @param {Kinds | null} kinds
 */
function isBeyond(question, kinds) {
  return kinds !== null && !kinds.isDrawable(question);
}

/**
 * Needs the drawings of its kind; says what is right once it is checked.
 * @param {Question} question
 * @param {number} code 0 until it is checked
 * @param {Does} does
 * @param {Kinds} kinds
 * @returns {Nodes}
 */
function ofManyParts(question, code, does, { answering, explained }) {
  if (code) {
    const asked = el("div", { class: "question", "data-testid": "question" }, heading(question.stem));
    return [asked, el("section", { class: "panel explained why", id: "why", "data-testid": "why" }, ...explained(question, code))];
  }
  const check = button("check", gettext("Check"), () => does.choose(does.draft()), { icon: "check" });
  const give = (/** @type {number} */ next) => {
    does.redraft(next);
    check.disabled = !isComplete(formOf(question), next);
  };
  give(does.draft());
  const order = question.choices.map((_, at) => at + 1);
  const form = el("div", { class: "question", "data-testid": "question" }, answering({ question, order, code: does.draft(), give }));
  return [form, el("div", { class: "check-bar" }, check)];
}

/**
 * @param {Question} question
 * @param {number} chosen
 * @param {Does} does
 * @param {Kinds | null} kinds
 * @returns {Nodes}
 */
function single(question, chosen, does, kinds) {
  const choices = question.choices.map((text, at) => (chosen ? told(question, chosen, { at, text }) : choice(at, text, does)));
  const answers = el("div", { class: "answers", "data-letters": true }, ...choices);
  const scene = kinds && (chosen ? kinds.sceneAgain(question) : kinds.sceneOf(question));
  const parts = scene ? "question question-parts has-scene" : "question question-parts";
  const group = { class: parts, role: "group", "aria-labelledby": "title", "data-testid": "question" };
  return [
    el("div", group, heading(question.stem), scene, answers),
    chosen ? why(question, chosen) : null,
  ];
}

/**
 * @param {Question[]} questions
 * @param {State} state
 */
function place(questions, { position }) {
  const text = gettext("Practice question %(number)s of %(count)s. It does not count.");
  return interpolate(text, { number: position + 1, count: questions.length });
}

/**
 * A button, not a radio: to choose is to see why at once, and arrow keys must not do that by the way.
 * @param {number} at
 * @param {string} text
 * @param {Does} does
 */
function choice(at, text, does) {
  const node = button(`choice-${LETTERS.charAt(at)}`, "", () => does.choose(at + 1), { class: "choice choice-button", "data-place": at + 1 });
  node.append(...content(at, text));
  return node;
}

/**
 * A choice once one is chosen: says in a word, a sign and its edge what it was.
 * @param {Question} question
 * @param {number} chosen
 * @param {{at: number, text: string}} here
 */
function told(question, chosen, { at, text }) {
  const mine = chosen === at + 1;
  const right = question.key === at + 1;
  const words = [mine && gettext("Chosen"), right && gettext("Right answer")].filter(Boolean).join(" · ");
  const word = el("span", { class: "practice-word" }, right && icon("check"), words);
  const kind = `choice is-told${mine ? " is-chosen" : ""}${right ? " is-right" : ""}`;
  return el("div", { class: kind, "data-testid": `told-${LETTERS.charAt(at)}` }, ...content(at, text), word);
}

/**
 * @param {number} at
 * @param {string} text
 */
function content(at, text) {
  const spoken = el("span", { class: "visually-hidden" }, `${LETTERS.charAt(at)}: `);
  return [el("span", { class: "choice-edge" }), shape(at), spoken, el("span", { class: "choice-text" }, text)];
}

/**
 * @param {Question} question
 * @param {number} code
 * @param {Kinds | null} kinds
 */
export function verdict(question, code, kinds) {
  return question.kind && kinds ? kinds.verdictWords(question, code) : singleVerdict(question, code);
}

/**
 * @param {Question} question
 * @param {number} chosen
 */
function singleVerdict({ key }, chosen) {
  return key === chosen ? gettext("That is right.") : pgettext("practice", "Not this one. Look why:");
}

/**
 * @param {Question} question
 * @param {number} chosen
 */
function why(question, chosen) {
  const good = question.key === chosen;
  const care = gettext("If something like this happened to you, it is not your fault. Who can help stands at the foot of this page.");
  const right = `${LETTERS.charAt(question.key - 1)}: ${question.choices[question.key - 1] || ""}`;
  return el(
    "section",
    { class: "panel explained why", id: "why", "data-testid": "why" },
    el("p", { class: "explained-right" }, icon(good ? "check" : "next"), singleVerdict(question, chosen)),
    !good && el("p", {}, gettext("Right answer:"), " ", el("strong", {}, right)),
    el("p", {}, question.explanation),
    question.sensitive && el("p", { class: "notice notice-warm" }, care),
  );
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {{does: Does, passes: boolean}} way
 */
function actions(questions, state, { does, passes }) {
  const { number = 0 } = questions[state.position] || {};
  const last = state.position === questions.length - 1;
  const back = button("back", gettext("Back"), () => does.go(-1), { class: "button button-second", icon: "back" });
  back.disabled = state.position === 0;
  const word = last ? pgettext("practice", "How did it go?") : gettext("Next");
  return el("div", { class: "quiz-actions" }, back, (passes || Boolean(state.answers[number])) && button("next", word, () => does.go(1), { icon: "next" }));
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {Does} does
 * @param {string} others
 * @returns {Nodes}
 */
export function endScreen(questions, state, does, others) {
  // What this page could not draw was passed over.
  const answered = questions.filter(({ number }) => state.answers[number]);
  const right = answered.filter((one) => isRight(one, state)).length;
  const text = npgettext("practice", "%(right)s of %(count)s question right", "%(right)s of %(count)s questions right", answered.length);
  return [
    heading(pgettext("practice", "That was practice")),
    el(
      "section",
      { class: "panel score", "data-testid": "score" },
      ring(right, answered.length),
      el("p", { class: "score-line figures" }, interpolate(text, { right, count: answered.length })),
      el("ul", { class: "topics" }, ...topics(answered, state)),
    ),
    el("p", { class: "hint" }, pgettext("practice", "Only you have seen this: nothing was sent, and nothing is kept when you close this page.")),
    el(
      "div",
      { class: "steps" },
      button("again", pgettext("practice", "Practise with other questions"), does.again),
      others && el("a", { class: "button button-second", href: others }, pgettext("practice", "Another age group")),
    ),
  ];
}

/**
 * @param {Question} question
 * @param {State} state
 */
function isRight(question, state) {
  return outcome(question, state.answers[question.number] || 0) === "R";
}

/**
 * @param {Question[]} questions
 * @param {State} state
 */
function topics(questions, state) {
  /** @type {Map<string, {right: number, asked: number}>} */
  const found = new Map();
  for (const question of questions) {
    const name = pick(question.topic);
    const count = found.get(name) || { right: 0, asked: 0 };
    count.asked += 1;
    count.right += isRight(question, state) ? 1 : 0;
    found.set(name, count);
  }
  return Array.from(found, ([name, count]) => topic(name, count));
}

/**
 * @param {string} name
 * @param {{right: number, asked: number}} count
 */
function topic(name, { right, asked }) {
  const good = right / asked >= KNOWN_WELL;
  // One question says too little for either sentence.
  const words = asked < 2 ? "%(topic)s" : good ? gettext("You know a lot about this: %(topic)s") : gettext("Learn more about this: %(topic)s");
  const figures = interpolate(gettext("%(right)s of %(asked)s"), { right, asked });
  return el("li", {}, icon(good ? "check" : "next"), el("span", {}, interpolate(words, { topic: name })), el("span", { class: "hint figures" }, figures));
}

/**
 * Digits and letters choose, arrows go back and on: as in the quiz itself.
 * @param {KeyboardEvent} event
 * @param {Does} does
 */
export function onKey(event, does) {
  const combined = event.ctrlKey || event.altKey || event.metaKey;
  if (!combined && isInQuestion() && (pressed(event) || turned(event, does))) {
    event.preventDefault();
  }
}

/**
 * On, only once the question is answered; Enter presses what has the focus.
 * @param {KeyboardEvent} event
 * @param {Does} does
 */
function turned(event, does) {
  const turn = event.key === "Enter" ? 0 : turnOf(event, document.activeElement);
  const next = document.getElementById("next");
  if (turn < 0) {
    does.go(-1);
  } else if (turn > 0 && next) {
    next.click();
  }
  return turn < 0 || (turn > 0 && Boolean(next));
}

/**
 * Where the questions could not be fetched.
 * @param {() => void} retry
 * @returns {Nodes}
 */
export function lostScreen(retry) {
  return [
    heading(pgettext("practice", "The questions cannot be fetched at the moment")),
    el("p", {}, pgettext("practice", "Check whether the internet works on this computer, then try again.")),
    el("div", { class: "steps" }, button("retry", gettext("Try again"), retry)),
  ];
}
