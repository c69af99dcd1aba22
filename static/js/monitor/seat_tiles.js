/** Which tiles the grid has: a card that is added meanwhile gets one, a card that is gone loses it. */

import { byId, say } from "./text.js";

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
 * A tile from the pattern of the page, whose words are drawn with the others.
 * @param {Seat} seat
 */
function newTile(seat) {
  const pattern = /** @type {HTMLTemplateElement} */ (byId("tile"));
  const tile = /** @type {HTMLElement} */ (document.importNode(pattern.content, true).querySelector(".seat"));
  tile.dataset.card = String(seat.card);
  const link = tile.querySelector("a");
  link?.setAttribute("href", (link.getAttribute("href") || "").replace(/\d+\/$/, `${seat.card}/`));
  say(tile.querySelector(".seat-number"), String(seat.number));
  tile.querySelector("button")?.setAttribute("value", String(seat.card));
  say(tile.querySelector("button .visually-hidden"), `: ${seat.number}`);
  return tile;
}

/**
 * @param {HTMLElement} list of the tiles
 * @param {Seat[]} seats by number
 */
export function keepTiles(list, seats) {
  const tiles = /** @type {HTMLElement[]} */ ([...list.querySelectorAll(".seat")]);
  const byCard = new Map(tiles.map((tile) => [tile.dataset.card || "", tile]));
  const { gone, come } = tileChanges([...byCard.keys()], seats.map((seat) => String(seat.card)));
  // from the last on, so that the next one is there already
  /** @type {HTMLElement | null} */
  let next = null;
  for (const seat of come.length ? [...seats].reverse() : []) {
    const card = String(seat.card);
    const tile = byCard.get(card) || newTile(seat);
    if (come.includes(card)) {
      list.insertBefore(tile, next);
    }
    next = tile;
  }
  gone.forEach((card) => byCard.get(card)?.remove());
}
