/** One question per screen: its choices, the way to the others, and the keys. */
import { LETTERS, button, dot, el, heading, say, shape } from "../shared/dom.js";
import { gettext, interpolate } from "../shared/language.js";

/** @typedef {import("./seat.js").Seat} Seat */
/** @typedef {{choose: (question: number, choice: number) => void, go: (position: number) => void, flip: () => void, done: () => void}} Does */

/** @type {{seat: Seat, does: Does} | null} */
let present = null;

/**
 * @param {Seat} seat
 * @param {Does} does
 * @param {HTMLElement | null} clock
 */
export function questionScreen(seat, does, clock) {
  present = { seat, does };
  return [
    el("div", { class: "quiz-bar" }, place(seat), sheetButton(seat), clock),
    el("nav", { class: "navigator", "aria-label": gettext("Questions") }, chips(seat, does), legend()),
    question(seat, does),
    actions(seat, does),
    sheet(seat, does),
  ];
}

/** @param {Seat} seat */
function placeWords(seat) {
  const text = seat.practice
    ? gettext("Practice question %(number)s of %(count)s. It does not count.")
    : gettext("Question %(number)s of %(count)s");
  return interpolate(text, { number: seat.position + 1, count: seat.count });
}

/** @param {Seat} seat */
function place(seat) {
  return el("p", { class: seat.practice ? "place" : "place place-wide", "data-testid": "place" }, placeWords(seat));
}

// ------------------------------------------------------------------ the question

/**
 * @param {Seat} seat
 * @param {Does} does
 */
function question(seat, does) {
  const { number, stem, choices } = seat.question;
  const cards = seat.choices().map((choice, at) => card(seat, does, { choice, at, text: choices[choice - 1] || "" }));
  return el(
    "form",
    { class: "question", "data-testid": "question", "data-question": number, submit: (event) => event.preventDefault() },
    el("fieldset", {}, el("legend", {}, heading(stem)), ...cards),
  );
}

/**
 * @param {Seat} seat
 * @param {Does} does
 * @param {{choice: number, at: number, text: string}} here
 */
function card(seat, does, { choice, at, text }) {
  const { number } = seat.question;
  const letter = LETTERS.charAt(at);
  const radio = el("input", {
    type: "radio",
    name: "choice",
    id: `choice-${letter}`,
    "data-testid": `choice-${letter}`,
    class: "visually-hidden",
    value: choice,
    change: () => choose(seat, does, choice),
  });
  radio.checked = seat.answers.get(number) === choice;
  const word = el("span", { class: "choice-word", "aria-hidden": "true" }, gettext("Chosen"));
  const spoken = el("span", { class: "visually-hidden" }, `${letter}: `);
  return el("label", { class: "choice" }, radio, el("span", { class: "choice-edge" }), shape(at), spoken, el("span", { class: "choice-text" }, text), word);
}

/**
 * @param {Seat} seat
 * @param {Does} does
 * @param {number} choice
 */
function choose(seat, does, choice) {
  const { number } = seat.question;
  if (seat.answers.get(number) === choice) {
    return;
  }
  seat.answers.set(number, choice);
  does.choose(number, choice);
  redrawChips(seat, does);
}

/**
 * @param {Seat} seat
 * @param {Does} does
 */
function actions(seat, does) {
  const marked = seat.isMarked(seat.position);
  const flip = () => {
    does.flip();
    const now = seat.isMarked(seat.position);
    mark.setAttribute("aria-pressed", String(now));
    redrawChips(seat, does);
    say(now ? gettext("Marked to check") : gettext("The mark is gone"));
  };
  const back = button("back", gettext("Back"), () => does.go(seat.position - 1), { class: "button button-second", icon: "back" });
  back.disabled = seat.position === 0;
  const mark = button("mark", gettext("Mark to check"), flip, { class: "button button-second mark", icon: "flag", "aria-pressed": String(marked) });
  const next = button("next", nextWord(seat), () => forward(seat, does), { icon: "next" });
  return el("div", { class: "quiz-actions" }, back, !seat.practice && mark, next);
}

/** @param {Seat} seat */
function nextWord(seat) {
  if (!seat.isLast) {
    return gettext("Next");
  }
  return seat.practice ? gettext("I am ready") : gettext("Check my answers");
}

/**
 * @param {Seat} seat
 * @param {Does} does
 */
function forward(seat, does) {
  if (seat.isLast) {
    does.done();
  } else {
    does.go(seat.position + 1);
  }
}

// ------------------------------------------------------------------ the way to the others

/**
 * @param {Seat} seat
 * @param {Does} does
 * @param {string} [where] the sheet has its own
 */
function chips(seat, does, where = "strip") {
  const items = seat.order.map((_, position) => el("li", {}, chip(seat, does, { position, where })));
  return el("ol", { class: "chips", id: `chips-${where}` }, ...items);
}

/**
 * @param {Seat} seat
 * @param {Does} does
 * @param {{position: number, where: string}} at
 */
function chip(seat, does, { position, where }) {
  const current = position === seat.position;
  const shapes = el("span", { class: "chip-dots" }, dot(seat.isAnswered(position) ? "answered" : "empty"), seat.isMarked(position) && dot("marked"));
  const node = button(`${where}-${position + 1}`, "", () => does.go(position), {
    class: current ? "chip is-current" : "chip",
    "aria-label": chipWords(seat, position),
    ...(current ? { "aria-current": "step" } : {}),
  });
  node.append(el("span", { class: "figures" }, String(position + 1)), shapes);
  return node;
}

/**
 * @param {Seat} seat
 * @param {number} position
 */
function chipWords(seat, position) {
  const words = [interpolate(gettext("Question %(number)s"), { number: position + 1 })];
  words.push(seat.isAnswered(position) ? gettext("answered") : gettext("not answered yet"));
  if (seat.isMarked(position)) {
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
 * @param {Seat} seat
 * @param {Does} does
 */
function redrawChips(seat, does) {
  for (const where of ["strip", "sheet"]) {
    const old = document.getElementById(`chips-${where}`);
    if (old) {
      old.replaceWith(chips(seat, does, where));
    }
  }
}

/**
 * On a narrow screen the place is also the way to the others.
 * @param {Seat} seat
 */
function sheetButton(seat) {
  const open = () => /** @type {HTMLDialogElement} */ (document.getElementById("sheet")).showModal();
  const words = { class: "button button-second all-questions", icon: "list", "aria-label": `${placeWords(seat)}. ${gettext("All questions")}` };
  return !seat.practice && button("all-questions", placeWords(seat), open, words);
}

/**
 * @param {Seat} seat
 * @param {Does} does
 */
function sheet(seat, does) {
  const close = () => node.close();
  const node = el("dialog", { id: "sheet", class: "sheet", "aria-labelledby": "sheet-title" });
  node.append(
    el("h2", { id: "sheet-title" }, gettext("All questions")),
    chips(seat, does, "sheet"),
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
 * @param {{seat: Seat, does: Does}} here
 */
function step(event, { seat, does }) {
  const onButton = document.activeElement instanceof HTMLButtonElement;
  if (event.key === "ArrowRight" || (event.key === "Enter" && !onButton)) {
    forward(seat, does);
    return true;
  }
  if (event.key === "ArrowLeft") {
    does.go(seat.position - 1);
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
