/** Names on the tiles for as long as the teacher wishes: never when the page opens, and no longer once a wall is opened in this browser. */

import { allowed } from "./right_to_look.js";
import { say } from "./text.js";

const WALL = "wall-of-the-room";

/** A wall has been opened: whoever looks at a monitor beside it takes the names away. */
export function wallIsOpen() {
  try {
    window.localStorage.setItem(WALL, String(Date.now()));
  } catch {
    // a browser that keeps nothing: its monitor shows names until somebody hides them
  }
}

/** @param {Record<string, string>} names by card */
function write(names) {
  document.querySelectorAll(".seat").forEach((tile) => {
    say(tile.querySelector(".seat-name"), names[/** @type {HTMLElement} */ (tile).dataset.card || ""] || "");
  });
}

/**
 * @param {HTMLElement | null} button which says where names are told; missing where there are none to see
 * @param {import("./sitting").Words} words
 */
export function namesOnTiles(button, words) {
  if (!button) {
    return;
  }
  /** @param {Record<string, string> | null} names */
  const show = (names) => {
    write(names || {});
    button.setAttribute("aria-pressed", String(names !== null));
    say(button, (names ? words.hide_names : words.show_names) || "");
  };
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") {
      show(null);
    } else {
      void fetch(button.dataset.url || "").then((reply) => allowed(reply).json()).then(show);
    }
  });
  window.addEventListener("storage", (event) => {
    if (event.key === WALL) {
      show(null);
    }
  });
}
