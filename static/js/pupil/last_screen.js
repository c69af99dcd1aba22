/** The last screen: fetched while the first question is read, long before anybody needs it. */
import { laterStyles } from "../shared/later_styles.js";
import { keptModules } from "./kept_modules.js";

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
  await keptModules("end-modules");
  const [came] = await Promise.all([import("./result.js").catch(() => null), laterStyles("end-styles")]);
  screen = came;
  coming = came ? coming : null;
}
