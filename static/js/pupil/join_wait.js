/** The wait after wrong PINs: counted down on the screen; a screen reader hears how long it is, and when it is over. */
import { el, say } from "../shared/dom.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";

/** Seconds as the server said, and when they are over, by the browser's monotonic clock; nobody waits: 0. */
let wait = { seconds: 0, until: 0 };
let timer = 0;

/**
 * @param {number} seconds 0 for none: whoever waited does so no more
 * @param {() => void} over what is done when they are over
 */
export function beginWait(seconds, over) {
  clearInterval(timer);
  wait = { seconds: Math.ceil(seconds), until: performance.now() + seconds * 1000 };
  if (seconds > 0) {
    timer = setInterval(() => tick(over), 1000);
  }
}

/** @returns {number} whole seconds */
export function secondsToWait() {
  return Math.max(Math.ceil((wait.until - performance.now()) / 1000), 0);
}

/** What is seen, which changes each second, and what is read with the field, which does not. */
export function waitNodes() {
  return wait.seconds === 0 ? [] : [
    el("span", { id: "wait-seen", "aria-hidden": "true" }, words(secondsToWait())),
    el("span", { id: "wait-heard", class: "visually-hidden" }, words(secondsToWait() && wait.seconds)),
  ];
}

/** @param {() => void} over */
function tick(over) {
  const seconds = secondsToWait();
  write("wait-seen", words(seconds));
  if (!seconds) {
    clearInterval(timer);
    write("wait-heard", words(0));
    say(words(0));
    over();
  }
}

/**
 * @param {string} id
 * @param {string} text
 */
function write(id, text) {
  const line = document.getElementById(id);
  if (line) {
    line.textContent = text;
  }
}

/** @param {number} seconds */
function words(seconds) {
  if (!seconds) {
    return gettext("You can try again now.");
  }
  return interpolate(ngettext("You can try again in %(seconds)s second.", "You can try again in %(seconds)s seconds.", seconds), { seconds });
}
