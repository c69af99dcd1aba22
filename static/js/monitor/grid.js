/** Writes a state into the page: only what changed, in place, so that focus and order stay. */

import { advice, answered, fill, on, word } from "./words.js";

/** @typedef {import("./types").Seat} Seat */
/** @typedef {import("./types").SittingState} SittingState */
/** @typedef {import("./types").Words} Words */

/** @param {string} id */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * @param {Element | null} element
 * @param {string} text
 */
export function say(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}

/**
 * What tile and panel of a seat have in common.
 * @param {HTMLElement} item
 * @param {Seat} seat
 * @param {number} questions
 * @param {Words} words
 */
export function drawSeat(item, seat, questions, words) {
  if (item.dataset.state !== seat.state) {
    item.dataset.state = seat.state;
    item.querySelector("use")?.setAttribute("href", `#shape-${seat.state}`);
  }
  item.dataset.needs = seat.needs;
  say(item.querySelector(".seat-word"), word(seat, words));
  say(item.querySelector(".seat-on"), on(seat, words));
  say(item.querySelector(".seat-answered"), answered(seat, questions, words));
  say(item.querySelector(".seat-sign"), advice("needs", seat, words));
}

/**
 * @param {SittingState} state
 * @param {Words} words
 */
function phaseText(state, words) {
  return state.phase === "starting"
    ? fill(words.starts_in, { seconds: state.starts_in || 0 })
    : words[`phase_${state.phase}`] || "";
}

/**
 * @param {HTMLElement} root
 * @param {SittingState} state
 * @param {Words} words
 */
export function draw(root, state, words) {
  root.dataset.phase = state.phase;
  say(byId("phase"), phaseText(state, words));
  say(byId("joined"), String(state.joined));
  say(byId("total"), String(state.total));
  say(byId("finished"), String(state.finished));
  // read out by a screen reader: its text changes only when a count does
  say(byId("summary"), fill(words.summary, { ...counts(state) }));
  say(byId("unfinished"), fill(words.unfinished, { ...unfinished(state) }));
  drawAdmitAll(state, words);
  for (const seat of state.cards) {
    const item = /** @type {HTMLElement | null} */ (root.querySelector(`.seat[data-card="${seat.card}"]`));
    if (item) {
      drawSeat(item, seat, state.questions, words);
    }
  }
}

/**
 * @param {SittingState} state
 * @param {Words} words
 */
function drawAdmitAll(state, words) {
  const late = state.cards.filter((seat) => seat.needs === "let_in").length;
  const button = byId("admit-all");
  say(button, fill(words.admit_all, { count: late }));
  button?.parentElement?.toggleAttribute("hidden", late === 0);
}

/** @param {SittingState} state */
function unfinished(state) {
  const offline = state.cards.filter((seat) => seat.state === "offline").length;
  const busy = state.cards.filter((seat) => seat.state === "working" || seat.state === "idle").length;
  return { working: busy + offline, offline };
}

/** @param {SittingState} state */
function counts(state) {
  return { joined: state.joined, total: state.total, finished: state.finished };
}
