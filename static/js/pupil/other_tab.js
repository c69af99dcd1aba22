/** What a pupil reads whose quiz is open in two tabs of one browser. No answer depends on which one goes on. */
import { button, el } from "../shared/dom.js";
import { gettext, interpolate } from "../shared/language.js";
import { calm, second, steps } from "./stage.js";

/** @typedef {import("./stage.js").Nodes} Nodes */

/**
 * In the tab that was opened last.
 * @param {import("../shared/types").You} you
 * @param {() => void} goOn
 * @param {() => void} leave
 * @returns {Nodes}
 */
export function otherTab(you, goOn, leave) {
  const who = interpolate(gettext("Number %(number)s in %(class)s"), { number: you.number, class: you.class_label });
  return calm(
    "other",
    gettext("The quiz is open in another tab of this computer"),
    [gettext("Go to that tab, or go on here. Your answers are kept.")],
    el("p", { class: "notice", "data-testid": "who" }, who),
    steps(button("go-on-here", gettext("Go on here"), goOn), second("start-again", gettext("Start again with a card"), leave)),
  );
}

/**
 * In the tab that the pupil has left.
 * @param {() => void} goOn
 * @returns {Nodes}
 */
export function movedOn(goOn) {
  return calm(
    "other",
    gettext("The quiz goes on in another tab of this computer"),
    [gettext("You can close this one. Your answers are kept.")],
    steps(second("go-on-here", gettext("Go on here"), goOn)),
  );
}
