/** Styles that only later screens need: a template of the page names them, and they are asked for when the first comes near. */

/** Longer than this nobody waits for looks. */
const PATIENCE = 4000;

/** @type {Promise<void> | null} */
let coming = null;

/** @returns {Promise<void>} once they are there, or cannot be had for now: a plain page is better than none */
export function laterStyles() {
  coming = coming || come(links());
  return coming;
}

/** @param {HTMLLinkElement[]} all */
async function come(all) {
  if (all.length) {
    await Promise.race([Promise.all(all.map(added)), patience()]);
  }
}

function links() {
  const named = /** @type {HTMLTemplateElement | null} */ (document.getElementById("later-styles"));
  const content = named ? /** @type {DocumentFragment} */ (named.content.cloneNode(true)) : null;
  return content ? Array.from(content.querySelectorAll("link")) : [];
}

/**
 * @param {HTMLLinkElement} link
 * @returns {Promise<void>}
 */
function added(link) {
  return new Promise((resolve) => {
    const again = () => {
      link.remove();
      coming = null;
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
