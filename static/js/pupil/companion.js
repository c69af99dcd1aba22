/** The animal of whoever sits here, and the landscape of the age group: both stay with the child to the end. */
import { animal } from "../shared/animals.js";

let own = "";

/** @param {{animal?: string, ages: string} | null} you nobody between two pupils */
export function sitsHere(you) {
  own = (you && you.animal) || "";
  document.body.dataset["ages"] = (you && you.ages) || "";
}

/**
 * The picture; nothing where the card has no animal.
 * @param {string} [part] the class of its place, which gives the size
 */
export function companion(part = "") {
  const node = animal(own, { size: 200 });
  if (node && part) {
    node.classList.add(part);
  }
  return node;
}
