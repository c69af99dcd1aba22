/** Writes a state into the page: only what changed, in place, so that focus and order stay. */

import { drawHead } from "./head.js";
import { keepTiles } from "./seat_tiles.js";
import { say } from "./text.js";
import { advice, answered, on, word } from "./words.js";

/** @typedef {import("./sitting").Seat} Seat */
/** @typedef {import("./sitting").SittingState} SittingState */
/** @typedef {import("./sitting").Words} Words */

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
 * @param {HTMLElement} root
 * @param {SittingState} state
 * @param {Words} words
 */
export function draw(root, state, words) {
  drawHead(root, state, words);
  keepTiles(/** @type {HTMLElement} */ (root.querySelector("#seats")), state.cards);
  for (const seat of state.cards) {
    const item = /** @type {HTMLElement | null} */ (root.querySelector(`.seat[data-card="${seat.card}"]`));
    if (item) {
      drawSeat(item, seat, state.questions, words);
    }
  }
}
