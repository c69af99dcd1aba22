/** A question that is tried: what is asked until it is checked, then what was right. */
import { button, el, heading } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";
import { formOf, isComplete } from "../kinds/codes.js";
import { answering } from "../kinds/kinds.js";
import { explained } from "./explained.js";

/**
 * `draft` is the answer that is not checked yet; `choose` checks it.
 * @param {import("../../shared/types").KeyQuestion} question
 * @param {number} code 0 until it is checked
 * @param {{choose: (code: number) => void, draft: () => number, redraft: (code: number) => void}} does
 * @returns {Node[]}
 */
export function trying(question, code, does) {
  if (code) {
    const asked = el("div", { class: "question", "data-testid": "question" }, heading(question.stem));
    return [asked, el("section", { class: "panel explained why", id: "why", "data-testid": "why" }, ...explained(question, code))];
  }
  const check = button("check", gettext("Check"), () => does.choose(does.draft()), { icon: "check" });
  const give = (/** @type {number} */ next) => {
    does.redraft(next);
    check.disabled = !isComplete(formOf(question), next);
  };
  give(does.draft());
  const order = question.choices.map((_, at) => at + 1);
  const form = el("div", { class: "question", "data-testid": "question" }, answering({ question, order, code: does.draft(), give }));
  return [form, el("div", { class: "check-bar" }, check)];
}
