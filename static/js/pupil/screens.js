/** The screens around the quiz, one thought each: before the start, in between, when it cannot go on. */
import { button, el, heading } from "../shared/dom.js";
import { lookButton } from "../shared/layout.js";
import { gettext, interpolate, ngettext, pick } from "../shared/language.js";
import { standingWords } from "./standing.js";
import { calm, second, stage, steps } from "./stage.js";

/** @typedef {import("../shared/types").You} You */
/** @typedef {import("../shared/types").Language} Language */
/** @typedef {import("./stage.js").Nodes} Nodes */

/**
 * `asked`: the code of the language in which the questions come.
 * @param {You} you
 * @param {{languages: Language[], current: string, asked: string}} speech
 * @param {{yes: () => void, no: () => void, choose: (code: string) => void}} does
 * @returns {Nodes}
 */
export function confirm(you, { languages, current, asked }, does) {
  const values = { number: you.number, class: you.class_label };
  const line = el("span", {}, interpolate(gettext("Number %(number)s in %(class)s"), values));
  const name = you.name && el("strong", { class: "who-name" }, you.name);
  return stage(
    { sign: "person" },
    heading(gettext("Is this you?")),
    el(
      "div",
      { class: "panel who", "data-testid": "who" },
      el("span", { class: "who-number figures", "aria-hidden": "true" }, String(you.number)),
      el("div", {}, name, line),
    ),
    you.animal && el("p", {}, interpolate(gettext("Your animal: %(animal)s."), { animal: pick(you.animal_names) })),
    el(
      "div",
      { class: "setting-row", role: "group", "aria-label": gettext("Language") },
      ...languages.map((each) => choice(each, current, does.choose)),
      lookButton("own-look", "button setting"),
    ),
    questionsIn(asked !== current && languages.find(({ code }) => code === asked)),
    steps(button("yes-its-me", gettext("Yes, that is me"), does.yes), second("not-me", gettext("No, go back"), does.no)),
  );
}

/**
 * @param {Language} language
 * @param {string} current
 * @param {(code: string) => void} choose
 */
function choice({ code, tag, name }, current, choose) {
  return button(`own-${code}`, name, () => choose(code), { class: "button setting", lang: tag, "aria-pressed": String(code === current) });
}

/** @param {Language | false | undefined} language another one than that of the screen */
function questionsIn(language) {
  const text = gettext("The questions are in this language: %(language)s");
  return language && el("p", { class: "notice", "data-testid": "questions-in" }, interpolate(text, { language: language.name }));
}

/** @param {number} count */
function questions(count) {
  return interpolate(ngettext("%(count)s question", "%(count)s questions", count), { count });
}

/** @param {You} you */
function speed(you) {
  if (you.minutes_decide) {
    return gettext("There are no points for speed. Only if all else is equal are fewer minutes better, without pauses and extra time.");
  }
  return gettext("Take your time. There are no points for speed.");
}

/** @param {You} you */
function time(you) {
  const minutes = Math.round(you.minutes || 0);
  if (you.untimed || !minutes) {
    return gettext("no time limit");
  }
  return interpolate(ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes), { minutes });
}

/** @param {() => void} press a card that is somebody else's goes back to its owner */
function notMine(press) {
  return button("not-mine", gettext("This is not my card"), press, { class: "button button-plain" });
}

/**
 * @param {You} you
 * @param {[number, number] | undefined} here how many of how many
 * @param {() => void} notMe
 * @returns {Nodes}
 */
export function waiting(you, here, notMe) {
  const standing = standingWords(you);
  return stage(
    { sign: "check", waits: true },
    heading(gettext("You are ready")),
    standing && el("p", {}, el("strong", {}, standing)),
    el("p", {}, gettext("Your teacher starts the quiz for everybody at the same time.")),
    el("p", { id: "here", class: "here figures" }, hereWords(here)),
    el(
      "div",
      { class: "stage-tip" },
      el("p", {}, `${questions(you.questions)}, ${time(you)}. ${speed(you)}`),
    ),
    notMine(notMe),
  );
}

/** @param {[number, number] | undefined} here */
export function showHere(here) {
  const line = document.getElementById("here");
  if (line) {
    line.textContent = hereWords(here);
  }
}

/** @param {[number, number]} [numbers] how many of how many */
function hereWords([here, total] = [0, 0]) {
  return here > 0 && here <= total ? interpolate(ngettext("%(here)s of %(total)s is here", "%(here)s of %(total)s are here", here), { here, total }) : "";
}

/**
 * @param {number} number
 * @param {string} sign that the monitor shows beside the number
 * @param {() => void} back
 */
export function outside(number, sign, back) {
  const text = gettext("You are number %(number)s. This sign stands beside it on your teacher's screen, too.");
  return stage(
    { sign: "hand", waits: true },
    heading(gettext("Wait here: your teacher lets you in")),
    el("p", {}, interpolate(text, { number })),
    el("p", { class: "who-number own-sign figures", "data-testid": "own-sign" }, sign),
    steps(second("not-me", gettext("No, go back"), back)),
  );
}

/**
 * @param {You} you
 * @param {() => void} notMe
 */
export function late(you, notMe) {
  const who = interpolate(gettext("You are number %(number)s in %(class)s."), { number: you.number, class: you.class_label });
  const sentences = [gettext("Your teacher can let you in. You get all of your time."), gettext("Raise your hand.")];
  return calm("clock", gettext("The class has started already"), sentences, el("p", {}, who), notMine(notMe));
}

/** @param {number} seconds */
export function starting(seconds) {
  const digits = el("p", { id: "countdown", class: "countdown figures", "aria-hidden": "true" }, String(seconds));
  return stage({ sign: "clock" }, heading(gettext("Get ready")), digits, el("p", {}, gettext("The quiz starts by itself.")));
}

/** @param {number} seconds */
export function countDown(seconds) {
  const digits = document.getElementById("countdown");
  if (digits) {
    digits.textContent = String(seconds);
  }
}

export function opening() {
  return calm("list", gettext("Your questions are coming"), [
    gettext("This may take a moment. You do not have to do anything."),
  ]);
}

export function paused() {
  return calm("pause", gettext("A short break"), [
    gettext("Your teacher has paused the quiz. The clock stands still."),
    gettext("Your answers stay where they are."),
  ]);
}

/**
 * `unsent` answers wait; `failing`: milliseconds for which the server has taken nothing, 0 where nothing has failed.
 * @typedef {{unsent: number, failing: number}} Rest
 */

/** So long nobody needs to be called: it mostly comes back by itself. */
export const PATIENCE_AT_END = 30000;

/** @param {Rest} rest */
export function timeUp({ unsent, failing }) {
  if (!unsent) {
    return calm("check", gettext("Time is up. Your answers are saved."), [gettext("You do not have to do anything.")]);
  }
  const sent = failing ? untilArrived() : gettext("They are being sent. Please leave this page open.");
  return calm("keep", gettext("Time is up. Your answers are kept on this computer."), [sent, ...raiseHand(failing)]);
}

/** @param {Rest} rest */
export function sending({ unsent, failing }) {
  if (unsent || !failing) {
    return calm("keep", gettext("Your last answers are on their way"), [untilArrived(), ...raiseHand(failing)]);
  }
  const missing = gettext("Only that you have finished is not sent yet. This page keeps trying: please leave it open.");
  return calm("keep", gettext("Your answers are saved."), [missing, ...raiseHand(failing)]);
}

function untilArrived() {
  return gettext("They are kept on this computer until they have arrived. Please leave this page open.");
}

/** @param {number} failing milliseconds */
function raiseHand(failing) {
  return failing > PATIENCE_AT_END ? [gettext("Raise your hand.")] : [];
}

/** @param {() => void} again */
export function elsewhere(again) {
  return calm(
    "other",
    gettext("This card is open somewhere else now"),
    [
      gettext("On another computer, or in another tab of this one. Your answers from here are safe."),
      gettext("Go on there, or ask your teacher to release the card."),
    ],
    steps(second("start-again", gettext("Start again with a card"), again)),
  );
}

/** @param {() => void} again */
export function lost(again) {
  return calm(
    "hand",
    gettext("Please join once more"),
    [
      gettext("The quiz does not know this computer any more."),
      gettext("Your answers stay on this computer. Tell your teacher."),
    ],
    steps(button("start-again", gettext("Start again with a card"), again)),
  );
}

/**
 * @param {number} unsent answers
 * @returns {string} what became of them
 */
export function neverSent(unsent) {
  const text = gettext("Answers on this computer that were never sent: %(count)s. They cannot be sent any more. Tell your teacher.");
  return unsent ? interpolate(text, { count: unsent }) : gettext("All your answers from here have arrived.");
}

/**
 * @param {number} unsent answers
 * @param {() => void} again
 */
export function over(unsent, again) {
  return calm(
    "lock",
    gettext("This quiz is over"),
    [neverSent(unsent)],
    steps(second("start-again", gettext("Start again with a card"), again)),
  );
}

/** @param {() => void} again */
export function closed(again) {
  return calm(
    "lock",
    gettext("The quiz of your class has ended"),
    [gettext("Your teacher has closed it. Nothing of yours is lost."), gettext("Ask your teacher what comes next.")],
    steps(second("start-again", gettext("Start again with a card"), again)),
  );
}
