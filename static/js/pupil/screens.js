/** The screens around the quiz, one thought each: before the start, in between, when it cannot go on. */
import { animal } from "../shared/animals.js";
import { button, el, heading, icon } from "../shared/dom.js";
import { comfortPanel } from "../shared/layout.js";
import { gettext, interpolate, ngettext, pick } from "../shared/language.js";

/** @typedef {import("../shared/types").You} You */
/** @typedef {(Node | string | null | false)[]} Nodes */

/** Those of 14 and 15 have a smaller animal. */
const OLDER = "14-15";

/**
 * @param {You} you
 * @param {() => void} yes
 * @param {() => void} no
 * @returns {Nodes}
 */
export function confirm(you, yes, no) {
  const values = { number: you.number, class: you.class_label };
  const line = el("span", {}, interpolate(gettext("Number %(number)s in %(class)s"), values));
  const name = you.name && el("strong", { class: "who-name" }, you.name);
  return [
    heading(gettext("Is this you?")),
    el(
      "div",
      { class: "panel who", "data-testid": "who" },
      el("span", { class: "who-number figures", "aria-hidden": "true" }, String(you.number)),
      el("div", {}, name, line),
      animal(you.animal, { size: you.ages === OLDER ? 48 : 96, name: pick(you.animal_names) }),
    ),
    steps(button("yes-its-me", gettext("Yes, that is me"), yes), second("not-me", gettext("No, go back"), no)),
  ];
}

/** @param {...(Node | false | null)} buttons */
function steps(...buttons) {
  return el("div", { class: "steps" }, ...buttons);
}

/**
 * @param {string} id
 * @param {string} text
 * @param {() => void} press
 */
function second(id, text, press) {
  return button(id, text, press, { class: "button button-second" });
}

/**
 * @param {import("../shared/types").Language[]} languages
 * @param {string} current
 * @param {{choose: (code: string) => void, next: () => void}} does
 * @returns {Nodes}
 */
export function comfort(languages, current, does) {
  const choices = languages.map(({ code, tag, name }) => {
    const marks = { class: "button setting", lang: tag, "aria-pressed": String(code === current) };
    return button(`comfort-${code}`, name, () => does.choose(code), marks);
  });
  return [
    heading(gettext("Make it yours")),
    el("p", {}, gettext("You can change this at any time, also during the quiz.")),
    el(
      "div",
      { class: "settings", role: "group", "aria-labelledby": "comfort-language" },
      el("span", { id: "comfort-language", class: "label" }, gettext("Language")),
      el("div", { class: "setting-row" }, ...choices),
    ),
    comfortPanel("screen"),
    steps(button("next", gettext("Next"), does.next, { icon: "next" })),
  ];
}

/**
 * @param {You} you
 * @param {() => void} next
 * @param {boolean} practice whether there is something to try
 * @returns {Nodes}
 */
export function how(you, next, practice) {
  const lines = [
    ["list", `${questions(you.questions)}, ${time(you)}`],
    ["change", gettext("You may go back and change your answers.")],
    ["steady", gettext("Take your time. There are no points for speed.")],
    ["keep", gettext("If the internet drops, keep going. Your answers are kept.")],
    ["hand", gettext("Is something wrong? Raise your hand.")],
  ];
  const word = practice ? gettext("Try it out") : gettext("I am ready");
  return [
    heading(gettext("How it works")),
    el("ul", { class: "how" }, ...lines.map(([name, text]) => el("li", {}, icon(name || ""), el("span", {}, text)))),
    el("p", { class: "notice" }, gettext("Nobody asks about you here. You do not have to tell us anything about yourself.")),
    steps(button("next", word, next, { icon: "next" })),
  ];
}

/** @param {number} count */
function questions(count) {
  return interpolate(ngettext("%(count)s question", "%(count)s questions", count), { count });
}

/** @param {You} you */
function time(you) {
  const minutes = Math.round(you.minutes || 0);
  if (you.untimed || !minutes) {
    return gettext("no time limit");
  }
  return interpolate(ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes), { minutes });
}

/**
 * A calm page with a drawing: what is, what is safe, what to do.
 * @param {string | Node} drawing the name of a sign, or a picture
 * @param {string} title
 * @param {string[]} sentences
 * @param {...(Node | false | null)} more
 * @returns {Nodes}
 */
export function calm(drawing, title, sentences, ...more) {
  const lines = sentences.map((text) => el("p", {}, text));
  const sign = typeof drawing === "string" ? el("div", { class: "calm-sign" }, icon(drawing)) : drawing;
  return [el("div", { class: "calm" }, sign, heading(title), ...lines, ...more)];
}

/** @param {You} you */
export function waiting(you) {
  const values = { number: you.number, class: you.class_label };
  const who = interpolate(gettext("You are number %(number)s in %(class)s."), values);
  const own = animal(you.animal, { size: you.ages === OLDER ? 96 : 200, name: pick(you.animal_names), waiting: true });
  return calm(own || "check", gettext("You are ready"), [
    gettext("Your teacher starts the quiz for everybody at the same time."),
    who,
  ]);
}

export function late() {
  return calm("clock", gettext("The class has started already"), [
    gettext("Your teacher can let you in. You get all of your time."),
    gettext("Raise your hand."),
  ]);
}

/** @param {number} seconds */
export function starting(seconds) {
  const digits = el("p", { id: "countdown", class: "countdown figures", "aria-hidden": "true" }, String(seconds));
  const line = el("p", {}, gettext("The quiz starts by itself."));
  return [el("div", { class: "calm" }, heading(gettext("Get ready")), digits, line)];
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

/** @param {boolean} saved */
export function timeUp(saved) {
  return saved
    ? calm("check", gettext("Time is up. Your answers are saved."), [gettext("You do not have to do anything.")])
    : calm("keep", gettext("Time is up. Your answers are kept on this computer."), [
        gettext("They are being sent. Please leave this page open."),
      ]);
}

export function sending() {
  return calm("keep", gettext("Your last answers are on their way"), [
    gettext("They are kept on this computer until they have arrived. Please leave this page open."),
  ]);
}

/** @param {() => void} again */
export function elsewhere(again) {
  return calm(
    "other",
    gettext("This card is open on another computer"),
    [gettext("Your answers from here are safe."), gettext("Tell your teacher, or go on at the other computer.")],
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
    gettext("This sitting is closed"),
    [gettext("Your teacher has closed it. Nothing of yours is lost."), gettext("Ask your teacher what comes next.")],
    steps(second("start-again", gettext("Start again with a card"), again)),
  );
}

/**
 * @param {import("./paper_state.js").PaperState} state
 * @param {{go: (position: number) => void, finish: () => void}} does
 * @param {HTMLElement} clock
 * @returns {Nodes}
 */
export function review(state, does, clock) {
  const empty = state.positions((at) => !state.isAnswered(at));
  const begun = state.positions((at) => state.isBegun(at));
  const marked = state.positions((at) => state.isMarked(at));
  const all = interpolate(gettext("All %(count)s questions have an answer."), { count: state.count });
  return [
    el("div", { class: "quiz-bar" }, el("p", { class: "place" }, gettext("Before you finish")), clock),
    heading(gettext("Check your answers")),
    empty.length > 0 && group("unanswered", gettext("Not answered yet"), empty, does.go),
    begun.length > 0 && group("begun", gettext("Begun, not complete yet"), begun, does.go),
    !empty.length && !begun.length && el("p", { class: "review-all" }, icon("check"), all),
    marked.length > 0 && group("marked", gettext("Marked to check"), marked, does.go),
    el("p", { class: "notice" }, gettext("Finishing early gives no extra points. You may still change everything.")),
    steps(
      second("back", gettext("Back to the questions"), () => does.go(state.position)),
      button("finish", gettext("Finish"), () => sureDialog().showModal()),
    ),
    sure(does.finish, empty.length, begun.length),
  ];
}

/**
 * @param {string} id
 * @param {string} title
 * @param {number[]} positions
 * @param {(position: number) => void} go
 */
function group(id, title, positions, go) {
  const links = positions.map((at) => {
    const name = interpolate(gettext("Question %(number)s"), { number: at + 1 });
    return el("li", {}, button(`${id}-${at + 1}`, name, () => go(at), { class: "button button-second" }));
  });
  return el("section", { "data-testid": id }, el("h2", {}, title), el("ul", { class: "review-links" }, ...links));
}

function sureDialog() {
  return /** @type {HTMLDialogElement} */ (document.getElementById("sure"));
}

/**
 * @param {() => void} finish
 * @param {number} empty
 * @param {number} begun
 */
function sure(finish, empty, begun) {
  const open = ngettext("%(count)s question has no answer.", "%(count)s questions have no answer.", empty);
  const half = ngettext("%(count)s question is not complete.", "%(count)s questions are not complete.", begun);
  return el(
    "dialog",
    { id: "sure", "aria-labelledby": "sure-title" },
    el("h2", { id: "sure-title" }, gettext("Finish now?")),
    empty > 0 && el("p", {}, interpolate(open, { count: empty })),
    begun > 0 && el("p", {}, interpolate(half, { count: begun })),
    el("p", {}, gettext("After that you cannot change your answers any more.")),
    steps(second("finish-no", gettext("Not yet"), () => sureDialog().close()), button("finish-yes", gettext("Yes, finish"), finish)),
  );
}
