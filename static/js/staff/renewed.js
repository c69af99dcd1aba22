/** Parts of a page that renew themselves: each asks its address for `{html}` every few seconds. */

import { about, drawn, partOf, put } from "./fresh_part.js";

const EVERY_MS = 5000;

/** @type {WeakMap<HTMLElement, string>} what each place shows */
const shown = new WeakMap();

/** @param {HTMLElement} place */
async function renew(place) {
  const html = await partOf(place, "renew");
  if (html !== shown.get(place) && !isInUse(place)) {
    shown.set(place, html);
    put(place, drawn(html));
  }
}

/**
 * What somebody is about to press or to read stays under the hand.
 * @param {HTMLElement} place
 */
function isInUse(place) {
  const active = document.activeElement;
  return active instanceof HTMLElement && place.contains(active) && active !== place;
}

/**
 * With `data-renew-while` it goes on only as long as something of that kind is shown, and begins
 * at once: what stands beside a button costs nothing while nobody has pressed it.
 * @param {HTMLElement} place
 */
function follow(place) {
  const only = place.dataset["renewWhile"];
  const again = async () => {
    if (!document.hidden) {
      try {
        await renew(place);
      } catch {
        // The next time may be better; what is shown stays.
      }
    }
    if (!only || !shown.has(place) || place.querySelector(only)) {
      setTimeout(again, about(EVERY_MS));
    }
  };
  setTimeout(again, only ? 0 : EVERY_MS);
}

/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-renew]")).forEach(follow);
