/** A part of a page as the server draws it now: asked for as `{html}`, and made into nodes. */

/**
 * The browser asks with the ETag it holds; what has not changed costs a line.
 * @param {HTMLElement} place
 * @param {string} name of the datum that holds the address
 * @returns {Promise<string>}
 */
export async function partOf(place, name) {
  const reply = await fetch(place.dataset[name] || "", {
    cache: "no-cache",
    headers: { Accept: "application/json" },
  });
  if (!reply.ok || reply.redirected) {
    throw new Error(String(reply.status));
  }
  const { html } = await reply.json();
  return html;
}

/**
 * @param {string} html of our own template
 * @returns {HTMLElement}
 */
export function drawn(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

/**
 * In place of what was there.
 * @param {HTMLElement} place
 * @param {HTMLElement} fresh
 */
export function put(place, fresh) {
  place.replaceChildren(...document.importNode(fresh, true).childNodes);
}

/**
 * Not all screens of a school at the same moment.
 * @param {number} ms
 */
export function about(ms) {
  return ms * (0.8 + 0.4 * Math.random());
}
