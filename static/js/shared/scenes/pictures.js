/** Real pictures in scenes: fetched with their paper and held in the page, so that they show when the network is gone. */
import { el } from "../dom.js";
import { gettext } from "../language.js";

/** @typedef {import("../types").ScenePart} ScenePart */

/** @type {Map<string, HTMLImageElement>} what has come, or is on its way, by its address */
const held = new Map();

/**
 * Fetches the pictures of questions before anybody comes to them.
 * @param {import("../types").Question[]} questions
 */
export function holdPictures(questions) {
  for (const { scene } of questions) {
    (scene ? scene.parts : []).forEach(({ image }) => image && hold(image));
  }
}

/**
 * @param {string} address
 * @returns {HTMLImageElement}
 */
function hold(address) {
  const there = held.get(address);
  if (there) {
    return there;
  }
  const image = new Image();
  // What did not come is asked for again when its question is shown.
  image.addEventListener("error", () => held.delete(address), { once: true });
  image.src = address;
  held.set(address, image);
  return image;
}

/**
 * The picture with its words: beside what can be marked they stand for all to read, else they open on demand. Until it is
 * there, and if it does not come, the described frame stands in its place.
 * @param {ScenePart} part
 * @param {string} text
 * @param {(text: string) => HTMLElement} frame
 */
export function picture({ image = "", width = 0, height = 0, choice }, text, frame) {
  const ready = hold(image);
  // One element cannot stand in two places; a copy of what is there needs no network.
  const shown = ready.isConnected ? /** @type {HTMLImageElement} */ (ready.cloneNode()) : ready;
  const about = { width, height, class: "scene-picture", alt: choice ? "" : text };
  Object.entries(about).forEach(([name, value]) => shown.setAttribute(name, String(value)));
  const whole = el("span", { class: "scene-pictured" }, shown, choice ? el("span", { class: "scene-text" }, text) : onDemand(text));
  shown.addEventListener("error", () => whole.replaceWith(frame(text)), { once: true });
  return whole;
}

/** @param {string} text */
function onDemand(text) {
  return el("details", { class: "scene-described" }, el("summary", {}, gettext("What the picture shows")), text);
}
