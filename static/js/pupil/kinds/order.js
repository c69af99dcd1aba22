/** Steps in their order: each press gives the next number, nothing moves. */
import { button, el, say } from "../../shared/dom.js";
import { gettext, interpolate } from "../../shared/language.js";
import { formOf, pressed, responseOf } from "./codes.js";

/** @param {import("../../shared/types").Sheet} sheet */
export function order({ question, order: places, code, give }) {
  const form = formOf(question);
  let now = code;
  const steps = places.map((choice, at) => stepOf(question, { position: choice - 1, place: at + 1 }, (position) => take(pressed(form, now, position))));
  const show = () => steps.forEach((step) => step.show(responseOf(form, now)));
  const take = (/** @type {number} */ next) => {
    now = next;
    show();
    give(now);
  };
  const again = () => {
    take(1);
    say(gettext("All are taken out. Begin with the first one."));
  };
  show();
  return [
    el("p", { class: "hint" }, gettext("Tap them in the right order.")),
    el("ul", { class: "order-steps" }, ...steps.map(({ node }) => el("li", {}, node))),
    button("order-again", gettext("Begin anew"), again, { class: "button button-second" }),
  ];
}

/**
 * A step as a button: `show` tells it which steps have a place by now.
 * @param {import("../../shared/types").Question} question
 * @param {{position: number, place: number}} here on the paper, from 0, and on the screen
 * @param {(position: number) => void} press
 */
function stepOf({ choices }, { position, place }, press) {
  const text = choices[position] || "";
  const badge = el("span", { class: "order-badge figures", "aria-hidden": "true" });
  const words = el("span", { class: "visually-hidden" });
  const tap = () => {
    press(position);
    say(words.textContent || "");
  };
  const node = button(`step-${place}`, "", tap, { class: "choice order-step", "data-place": place });
  node.append(el("span", { class: "choice-edge" }), badge, el("span", { class: "choice-text" }, el("span", { "aria-hidden": "true" }, text), words));
  const show = (/** @type {number[]} */ said) => {
    const at = said.indexOf(position) + 1;
    node.classList.toggle("is-chosen", at > 0);
    badge.textContent = at ? String(at) : "";
    // In one piece: a voice would stop before the comma.
    words.textContent = `${text}, ${placeWords(at, choices.length)}`;
  };
  return { node, show };
}

/**
 * @param {number} place 0 for none
 * @param {number} count
 */
function placeWords(place, count) {
  return place ? interpolate(gettext("place %(place)s of %(count)s"), { place, count }) : gettext("without a place");
}
