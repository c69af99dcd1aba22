/** The podium of the first three places; where too many share them there is none. */

import { animal } from "../shared/animals.js";
import { el } from "../shared/dom.js";

/** @typedef {import("./rows.js").ShownRow} ShownRow */

const LAST_PLACE = 3;
/** As on the server: with more there are no steps for all. */
const ON_PODIUM = 5;

/**
 * @param {ShownRow[]} lines
 * @returns {ShownRow[]} who stands on it
 */
export function onPodium(lines) {
  const best = lines.filter((line) => line.rank <= LAST_PLACE);
  return best.length <= ON_PODIUM && best.every((line) => line.animal) ? best : [];
}

export class Winners {
  /** @param {HTMLElement | null} place nothing on boards of figures */
  constructor(place) {
    this.place = place;
    this.shown = "";
  }

  /** @param {ShownRow[]} lines */
  show(lines) {
    const best = onPodium(lines);
    const now = best.map(({ key, rank }) => `${rank} ${key}`).join();
    if (this.place && now !== this.shown) {
      this.shown = now;
      this.place.replaceChildren(...best.map(step));
      this.place.hidden = best.length === 0;
    }
  }
}

/** @param {ShownRow} line */
function step({ rank, name, animal: code }) {
  const words = [el("span", { class: "rank" }, String(rank)), el("span", { class: "winner-name" }, name)];
  const plate = el("div", { class: "winner-step" }, ...words);
  return el("div", { class: "winner", "data-rank": rank }, animal(code, { size: 96 }), plate);
}
