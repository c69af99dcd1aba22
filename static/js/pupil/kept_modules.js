/** Modules that are fetched before they are needed, and asked for until they have come. */
import { pause } from "./outbox/pace.js";

/** @type {Map<string, Promise<void>>} by the place that names them */
const coming = new Map();

/**
 * Once all modules that a template of the page names are in the browser's cache; never raises. A module that failed once is never asked
 * for again by the browser, so it may be imported only then.
 * @param {string} id
 * @returns {Promise<void>}
 */
export function keptModules(id) {
  const known = coming.get(id) || untilKept(id);
  coming.set(id, known);
  return known;
}

/** @param {string} id */
async function untilKept(id) {
  for (let failures = 1; !(await areKept(modules(id))); failures += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, pause(failures, 0));
    });
  }
}

/**
 * @param {string} id
 * @returns {string[]} addresses, as the page names them
 */
function modules(id) {
  const named = /** @type {HTMLTemplateElement | null} */ (document.getElementById(id));
  return named ? Array.from(named.content.querySelectorAll("link"), ({ href }) => href) : [];
}

/**
 * One after the other: to ask for all at once is a long task where the computer is slow, and nobody waits for them.
 * @param {string[]} addresses
 */
async function areKept(addresses) {
  for (const address of addresses) {
    if (!(await isKept(address))) {
      return false;
    }
  }
  return true;
}

/** @param {string} address */
async function isKept(address) {
  const reply = await fetch(address).catch(() => null);
  // What is not read to its end is not kept.
  const read = reply && (await reply.text().catch(() => null));
  return Boolean(reply && reply.ok) && read !== null;
}
