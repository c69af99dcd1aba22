/** The screens of practice: a question with its explanation at once, and how it went. */
import { LETTERS, button, el, heading, icon, shape } from "../shared/dom.js";
import { gettext, interpolate, ngettext, pick as inLanguage } from "../shared/language.js";

/** @typedef {import("../shared/types").PracticeState} State */
/** @typedef {import("../shared/types").PracticeQuestion} Question */
/** @typedef {{choose: (choice: number) => void, go: (step: number) => void, again: () => void}} Does */
/** @typedef {(Node | string | null | false)[]} Nodes */

const KNOWN_WELL = 0.75;

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {Does} does
 * @returns {Nodes}
 */
export function questionScreen(questions, state, does) {
  const question = /** @type {Question} */ (questions[state.position]);
  const chosen = state.answers[question.number] || 0;
  return [
    !question.reviewed && el("p", { class: "notice notice-warm" }, gettext("No person has reviewed these texts yet.")),
    el("div", { class: "quiz-bar" }, el("p", { class: "place", "data-testid": "place" }, place(questions, state))),
    el(
      "div",
      { class: "question", role: "group", "aria-labelledby": "title", "data-testid": "question" },
      heading(question.stem),
      ...question.choices.map((text, at) => (chosen ? told(question, chosen, { at, text }) : choice(at, text, does))),
    ),
    chosen ? why(question, chosen) : null,
    actions(questions, state, does, Boolean(chosen)),
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
  const node = button(`choice-${LETTERS.charAt(at)}`, "", () => does.choose(at + 1), { class: "choice choice-button" });
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
  const right = question.right === at + 1;
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
 * @param {number} chosen
 */
export function verdict(question, chosen) {
  return question.right === chosen ? gettext("That is right.") : gettext("Not this one. Look why:");
}

/**
 * @param {Question} question
 * @param {number} chosen
 */
function why(question, chosen) {
  const good = question.right === chosen;
  const care = gettext("If something like this happened to you, it is not your fault. Who can help stands at the foot of this page.");
  const right = `${LETTERS.charAt(question.right - 1)}: ${question.choices[question.right - 1] || ""}`;
  return el(
    "section",
    { class: "panel explained why", id: "why", "data-testid": "why" },
    el("p", { class: "explained-right" }, icon(good ? "check" : "next"), verdict(question, chosen)),
    !good && el("p", {}, gettext("Right answer:"), " ", el("strong", {}, right)),
    el("p", {}, question.explanation),
    question.sensitive && el("p", { class: "notice notice-warm" }, care),
  );
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {Does} does
 * @param {boolean} answered
 */
function actions(questions, state, does, answered) {
  const last = state.position === questions.length - 1;
  const back = button("back", gettext("Back"), () => does.go(-1), { class: "button button-second", icon: "back" });
  back.disabled = state.position === 0;
  const word = last ? gettext("How did it go?") : gettext("Next");
  return el("div", { class: "quiz-actions" }, back, answered && button("next", word, () => does.go(1), { icon: "next" }));
}

/**
 * @param {Question[]} questions
 * @param {State} state
 * @param {Does} does
 * @param {string} others
 * @returns {Nodes}
 */
export function endScreen(questions, state, does, others) {
  const right = questions.filter((one) => state.answers[one.number] === one.right).length;
  const text = ngettext("%(right)s of %(count)s question right", "%(right)s of %(count)s questions right", questions.length);
  return [
    el("div", { class: "thanks" }, el("div", { class: "calm-sign" }, icon("check")), heading(gettext("That was practice"))),
    el(
      "section",
      { class: "score", "data-testid": "score" },
      el("p", { class: "score-line figures" }, interpolate(text, { right, count: questions.length })),
      el("ul", { class: "topics" }, ...topics(questions, state)),
    ),
    el("p", { class: "hint" }, gettext("Only you have seen this: nothing was sent, and nothing is kept when you close this page.")),
    el(
      "div",
      { class: "steps" },
      button("again", gettext("Practise with other questions"), does.again),
      others && el("a", { class: "button button-second", href: others }, gettext("Another age group")),
    ),
  ];
}

/**
 * @param {Question[]} questions
 * @param {State} state
 */
function topics(questions, state) {
  /** @type {Map<string, {right: number, asked: number}>} */
  const found = new Map();
  for (const question of questions) {
    const name = inLanguage(question.topic);
    const count = found.get(name) || { right: 0, asked: 0 };
    count.asked += 1;
    count.right += state.answers[question.number] === question.right ? 1 : 0;
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
  if (!combined && isInQuestion() && (pick(event) || step(event, does))) {
    event.preventDefault();
  }
}

/** Only where the keys can mean nothing else. */
function isInQuestion() {
  const { activeElement, body } = document;
  const inside = activeElement === body || Boolean(activeElement && activeElement.closest("main"));
  return inside && Boolean(document.querySelector("[data-testid=question]")) && !document.querySelector("dialog[open]");
}

/**
 * Wherever the letters stand on this keyboard; what is chosen already has no button any more.
 * @param {KeyboardEvent} event
 */
function pick(event) {
  const places = ["1", "2", "3", "4", "a", "b", "c", "d"];
  const codes = ["KeyA", "KeyB", "KeyC", "KeyD"];
  const at = Math.max(places.indexOf(event.key.toLowerCase()), codes.indexOf(event.code)) % 4;
  return at >= 0 && press(`choice-${LETTERS.charAt(at)}`);
}

/**
 * @param {KeyboardEvent} event
 * @param {Does} does
 */
function step(event, does) {
  if (event.key === "ArrowLeft") {
    does.go(-1);
    return true;
  }
  return event.key === "ArrowRight" && press("next");
}

/** @param {string} id */
function press(id) {
  const node = document.getElementById(id);
  if (node) {
    node.click();
  }
  return Boolean(node);
}

/**
 * Where the questions could not be fetched.
 * @param {() => void} retry
 * @returns {Nodes}
 */
export function lostScreen(retry) {
  return [
    heading(gettext("The questions cannot be fetched at the moment")),
    el("p", {}, gettext("Check whether the internet works on this computer, then try again.")),
    el("div", { class: "steps" }, button("retry", gettext("Try again"), retry)),
  ];
}
