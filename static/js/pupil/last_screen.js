/** The last screen: fetched while the first question is read, long before anybody needs it. */
import { laterStyles } from "../shared/later_styles.js";
import { pause } from "./outbox/pace.js";

/** @typedef {typeof import("./result.js")} LastScreen */

/** Milliseconds for which the line belongs to the questions, and over which a class spreads. */
const AFTER = 2000;
const SPREAD = 4000;

/** @type {LastScreen | null} */
let screen = null;

/** @type {Promise<void> | null} */
let coming = null;

/** @returns {LastScreen | null} null while it is not there */
export function lastScreen() {
  return screen;
}

/** The questions stand: what comes after them is fetched now, so that the line may go. */
export function lastScreenSoon() {
  setTimeout(() => void lastScreenComes(), AFTER + Math.random() * SPREAD);
}

/** @returns {Promise<void>} once it is there; never raises */
export function lastScreenComes() {
  coming = coming || come();
  return coming;
}

async function come() {
  for (let failures = 1; !(await areKept(modules())); failures += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, pause(failures, 0));
    });
  }
  // A module that failed once is never asked for again by the browser; now all of them are in its cache.
  const [came] = await Promise.all([import("./result.js").catch(() => null), laterStyles("end-styles")]);
  screen = came;
  coming = came ? coming : null;
}

/** @returns {string[]} addresses, as the page names them */
function modules() {
  const named = /** @type {HTMLTemplateElement | null} */ (document.getElementById("end-modules"));
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
