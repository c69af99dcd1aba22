/** The animals of those who have joined, one picture each, at places that chance gives. */

import { animal } from "../shared/animals.js";
import { el } from "../shared/dom.js";

/** Above so many places the next smaller pictures are needed; the last name is for all beyond. */
const MANY = /** @type {const} */ ([[12, "few"], [20, "some"], [30, "many"], [Infinity, "most"]]);

/**
 * What has come and what is gone, where the same animal may stand more than once.
 * @param {string[]} shown
 * @param {string[]} now
 * @returns {{gone: number[], come: string[]}} places in `shown`, and codes
 */
export function changes(shown, now) {
  const come = [...now];
  /** @type {number[]} */
  const gone = [];
  shown.forEach((code, place) => {
    const at = come.indexOf(code);
    if (at < 0) {
      gone.push(place);
    } else {
      come.splice(at, 1);
    }
  });
  return { gone, come };
}

export class AnimalWall {
  /** @param {HTMLElement} list which says in `data-paw` what stands for a card without an animal */
  constructor(list) {
    this.list = list;
    /** Only who comes while the room looks on is seen coming. */
    this.drawn = false;
  }

  /**
   * @param {string[]} animals in any order: a place tells nothing about who came when, or with which number
   * @param {number} total those who can come
   */
  draw(animals, total) {
    const taken = this.places(true);
    const { gone, come } = changes(taken.map((place) => place.dataset.animal || ""), animals);
    gone.forEach((at) => taken[at]?.replaceWith(el("li")));
    this.size(Math.max(total, animals.length));
    come.forEach((code) => this.take(code));
    this.drawn = true;
  }

  /**
   * @param {boolean} taken
   * @returns {HTMLElement[]}
   */
  places(taken) {
    const all = /** @type {HTMLElement[]} */ ([...this.list.children]);
    return all.filter((place) => "animal" in place.dataset === taken);
  }

  /** @param {number} count of places, empty ones among them */
  size(count) {
    this.list.dataset.many = MANY.find(([most]) => count <= most)?.[1];
    const less = Math.max(this.list.children.length - count, 0);
    this.places(false).slice(0, less).forEach((place) => place.remove());
    while (this.list.children.length < count) {
      this.list.append(el("li"));
    }
  }

  /** @param {string} code */
  take(code) {
    const free = this.places(false);
    const place = free[Math.floor(Math.random() * free.length)];
    if (place) {
      place.dataset.animal = code;
      place.className = this.drawn ? "is-new" : "";
      place.append(animal(code, { size: 200 }) || el("img", { src: this.list.dataset.paw, alt: "", draggable: "false" }));
    }
  }
}
