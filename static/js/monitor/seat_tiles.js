/** Which tiles the grid has: a card that is added meanwhile gets one, a card that is gone loses it. */

import { say } from "./text.js";

/** @typedef {import("./sitting").Seat} Seat */

/**
 * @param {string[]} shown the cards of the tiles, in their order
 * @param {string[]} now the cards of the class
 * @returns {{gone: string[], come: string[]}}
 */
export function tileChanges(shown, now) {
  return {
    gone: shown.filter((card) => !now.includes(card)),
    come: now.filter((card) => !shown.includes(card)),
  };
}

/**
 * A tile like the others, whose words are drawn with them.
 * @param {HTMLElement} pattern
 * @param {Seat} seat
 */
function tileLike(pattern, seat) {
  const tile = /** @type {HTMLElement} */ (pattern.cloneNode(true));
  tile.dataset.card = String(seat.card);
  tile.dataset.state = "";
  const link = tile.querySelector("a");
  link?.setAttribute("href", (link.getAttribute("href") || "").replace(/\d+\/$/, `${seat.card}/`));
  link?.removeAttribute("aria-current");
  say(tile.querySelector(".seat-number"), String(seat.number));
  tile.querySelector("button")?.setAttribute("value", String(seat.card));
  say(tile.querySelector("button .visually-hidden"), `: ${seat.number}`);
  return tile;
}

/**
 * @param {HTMLElement} root
 * @param {Seat[]} seats by number
 */
export function keepTiles(root, seats) {
  const tiles = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(".seat[data-card]")]);
  const byCard = new Map(tiles.map((tile) => [tile.dataset.card || "", tile]));
  const { gone, come } = tileChanges([...byCard.keys()], seats.map((seat) => String(seat.card)));
  const [pattern] = tiles;
  if (!pattern || (!gone.length && !come.length)) {
    return;
  }
  const list = pattern.parentElement;
  // from the last on, so that the next one is there already
  /** @type {HTMLElement | null} */
  let next = null;
  for (const seat of [...seats].reverse()) {
    const card = String(seat.card);
    const tile = byCard.get(card) || tileLike(pattern, seat);
    if (come.includes(card)) {
      list?.insertBefore(tile, next);
    }
    next = tile;
  }
  gone.forEach((card) => byCard.get(card)?.remove());
}
