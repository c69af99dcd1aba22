/** Parts of a page that renew themselves: each asks its address for `{html}` every few seconds. */

const EVERY_MS = 5000;

export {};

/** @type {WeakMap<HTMLElement, string>} what each place shows */
const shown = new WeakMap();

/**
 * The browser asks with the ETag it holds; what has not changed costs a line.
 * @param {HTMLElement} place
 */
async function renew(place) {
  const reply = await fetch(place.dataset["renew"] || "", {
    cache: "no-cache",
    headers: { Accept: "application/json" },
  });
  if (!reply.ok || reply.redirected) {
    throw new Error(String(reply.status));
  }
  const { html } = await reply.json();
  if (html !== shown.get(place) && !isInUse(place)) {
    shown.set(place, html);
    put(place, html);
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
 * @param {HTMLElement} place
 * @param {string} html of our own template
 */
function put(place, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  place.replaceChildren(...document.importNode(fresh, true).childNodes);
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
      setTimeout(again, EVERY_MS * (0.8 + 0.4 * Math.random()));
    }
  };
  setTimeout(again, only ? 0 : EVERY_MS);
}

/** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-renew]")).forEach(follow);
