/** Before the finish: what is open, what was marked, and the way to it. */
import { button, el, heading, icon } from "../shared/dom.js";
import { gettext, interpolate, ngettext } from "../shared/language.js";
import { second, stage, steps } from "./stage.js";

/** @typedef {import("./stage.js").Nodes} Nodes */

/**
 * @param {import("./paper_state.js").PaperState} state
 * @param {{go: (position: number) => void, finish: () => void}} does
 * @param {HTMLElement} clock
 * @returns {Nodes}
 */
export function review(state, does, clock) {
  const empty = state.positions((at) => !state.isAnswered(at));
  const begun = state.positions((at) => state.isBegun(at));
  const marked = state.positions((at) => state.isMarked(at));
  const all = interpolate(gettext("All %(count)s questions have an answer."), { count: state.count });
  const words = stage(
    { sign: "list" },
    heading(gettext("Check your answers")),
    empty.length > 0 && group("unanswered", gettext("Not answered yet"), empty, does.go),
    begun.length > 0 && group("begun", gettext("Begun, not complete yet"), begun, does.go),
    !empty.length && !begun.length && el("p", { class: "review-all" }, icon("check"), all),
    marked.length > 0 && group("marked", gettext("Marked to check"), marked, does.go),
    el("p", { class: "notice" }, gettext("Finishing early gives no extra points. You may still change everything.")),
    steps(
      second("back", gettext("Back to the questions"), () => does.go(state.position)),
      button("finish", gettext("Finish"), () => sureDialog().showModal()),
    ),
  );
  return [
    el("div", { class: "quiz-bar" }, el("p", { class: "place" }, gettext("Before you finish")), clock),
    ...words,
    sure(does.finish, empty.length, begun.length),
  ];
}

/**
 * @param {string} id
 * @param {string} title
 * @param {number[]} positions
 * @param {(position: number) => void} go
 */
function group(id, title, positions, go) {
  const links = positions.map((at) => {
    const name = interpolate(gettext("Question %(number)s"), { number: at + 1 });
    return el("li", {}, button(`${id}-${at + 1}`, name, () => go(at), { class: "button button-second" }));
  });
  return el("section", { "data-testid": id }, el("h2", {}, title), el("ul", { class: "review-links" }, ...links));
}

function sureDialog() {
  return /** @type {HTMLDialogElement} */ (document.getElementById("sure"));
}

/**
 * @param {() => void} finish
 * @param {number} empty
 * @param {number} begun
 */
function sure(finish, empty, begun) {
  const open = ngettext("%(count)s question has no answer.", "%(count)s questions have no answer.", empty);
  const half = ngettext("%(count)s question is not complete.", "%(count)s questions are not complete.", begun);
  return el(
    "dialog",
    { id: "sure", "aria-labelledby": "sure-title" },
    el("h2", { id: "sure-title" }, gettext("Finish now?")),
    empty > 0 && el("p", {}, interpolate(open, { count: empty })),
    begun > 0 && el("p", {}, interpolate(half, { count: begun })),
    el("p", {}, gettext("After that you cannot change your answers any more.")),
    steps(second("finish-no", gettext("Not yet"), () => sureDialog().close()), button("finish-yes", gettext("Yes, finish"), finish)),
  );
}
