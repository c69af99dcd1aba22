/** Styles that only later screens need: templates of the page name them, and they are asked for when the first comes near. */

/** Longer than this nobody waits for looks. */
const PATIENCE = 4000;

/** @type {Map<string, Promise<void>>} by template */
const coming = new Map();

/**
 * @param {string} [template]
 * @returns {Promise<void>} once they are there, or cannot be had for now: a plain page is better than none
 */
export function laterStyles(template = "later-styles") {
  const asked = coming.get(template) || come(links(template), template);
  coming.set(template, asked);
  return asked;
}

/**
 * @param {HTMLLinkElement[]} all
 * @param {string} template
 */
async function come(all, template) {
  if (all.length) {
    await Promise.race([Promise.all(all.map((link) => added(link, template))), patience()]);
  }
}

/** @param {string} template */
function links(template) {
  const named = /** @type {HTMLTemplateElement | null} */ (document.getElementById(template));
  const content = named ? /** @type {DocumentFragment} */ (named.content.cloneNode(true)) : null;
  return content ? Array.from(content.querySelectorAll("link")) : [];
}

/**
 * @param {HTMLLinkElement} link
 * @param {string} template asked for again where one of its links failed
 * @returns {Promise<void>}
 */
function added(link, template) {
  return new Promise((resolve) => {
    const again = () => {
      link.remove();
      coming.delete(template);
      resolve();
    };
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", again);
    document.head.append(link);
  });
}

/** @returns {Promise<void>} */
function patience() {
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
  });
}
