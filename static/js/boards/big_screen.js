/** The big screen of a hall: one board after another, each in its own frame, until it is paused. */

import { interpolate } from "../shared/language.js";
import { Rotation } from "./rotation.js";

/**
 * @typedef {object} Shell
 * @property {string[]} frames addresses of the boards
 * @property {string[]} titles
 * @property {Record<string, string>} words
 */

const LOAD_MS = 10000;

/** @param {string} id */
function byId(id) {
  const node = document.getElementById(id);
  if (!node) {
    throw new Error(`the page has no ${id}`);
  }
  return node;
}

/** @type {Shell} */
const shell = JSON.parse(byId("hall-shell").textContent || "");
const stage = byId("stage");
const pause = byId("pause");
const rotation = new Rotation(shell.frames.length, bring);

function tell() {
  byId("place").textContent = interpolate(shell.words["place"] || "", { place: rotation.place + 1, all: rotation.count });
}

/**
 * The next board is there before the last one goes; one that does not come leaves it standing.
 * @param {number} place
 */
function bring(place) {
  const coming = document.createElement("iframe");
  coming.title = shell.titles[place] || "";
  coming.className = "coming";
  const patience = setTimeout(() => coming.remove(), LOAD_MS);
  coming.addEventListener("load", () => {
    clearTimeout(patience);
    for (const old of Array.from(stage.children)) {
      if (old !== coming) {
        old.remove();
      }
    }
    coming.className = "";
  });
  stage.querySelectorAll(".coming").forEach((late) => late.remove());
  coming.src = shell.frames[place] || "";
  stage.append(coming);
  tell();
}

function flip() {
  rotation.flip();
  pause.textContent = (rotation.paused ? shell.words["resume"] : shell.words["pause"]) || "";
}

for (const id of ["back", "pause", "next"]) {
  byId(id).hidden = !rotation.many;
}
// Where there is no full screen there is no button for it.
/* eslint-disable compat/compat */
byId("full").hidden = !document.fullscreenEnabled;
byId("back").addEventListener("click", () => rotation.go(-1));
byId("next").addEventListener("click", () => rotation.go(1));
pause.addEventListener("click", flip);
byId("full").addEventListener("click", () => {
  void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen());
});
/* eslint-enable compat/compat */
document.addEventListener("keydown", (event) => {
  const steps = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (steps && rotation.many) {
    rotation.go(steps);
  }
});
tell();
rotation.wait();
