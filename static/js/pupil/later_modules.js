/** Modules that are fetched before they are needed, and asked for until they have come; among them those of the last screen. */
import { laterStyles } from "../shared/later_styles.js";
import { pause } from "./outbox/pace.js";

/** @typedef {typeof import("./result.js")} LastScreen */

/** @type {Map<string, Promise<void>>} by the place that names them */
const kept = new Map();

/**
 * Once all modules that a template of the page names are in the browser's cache; never raises. A module that failed once is never asked
 * for again by the browser, so it may be imported only then.
 * @param {string} id
 * @returns {Promise<void>}
 */
export function keptModules(id) {
  const known = kept.get(id) || untilKept(id);
  kept.set(id, known);
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

// ------------------------------------------------------------------ the last screen, while the first question is read

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
  await keptModules("end-modules");
  const [came] = await Promise.all([import("./result.js").catch(() => null), laterStyles("end-styles")]);
  screen = came;
  coming = came ? coming : null;
}
