/** What a pupil tries before the start: a task or two with what is right at once. Nothing of it is sent or kept. */
import { button, el, icon, say } from "../shared/dom.js";
import { focusSoon, intoView } from "../shared/focus.js";
import { currentLanguage, gettext, interpolate } from "../shared/language.js";
import { laterStyles } from "../shared/later_styles.js";
import { holdPictures } from "../shared/scenes/pictures.js";
import * as api from "./api.js";
import { formOf, isComplete } from "./kinds/codes.js";
import { answering, isDrawable } from "./kinds/kinds.js";

/** @typedef {import("../shared/types").Task} Task */

export class Trial {
  /**
   * @param {import("../shared/types").You} you
   * @param {{draw: () => void, done: () => void}} does
   */
  constructor(you, does) {
    this.you = you;
    this.does = does;
    /** @type {Task[]} */
    this.questions = [];
    this.language = "";
    this.position = 0;
    this.draft = 0;
    this.code = 0;
  }

  /** Fetches the tasks in the language on screen; there may be none. */
  async open() {
    const [change] = await Promise.all([this.inLanguage(currentLanguage()).catch(() => () => undefined), laterStyles()]);
    change();
  }

  /**
   * @param {string} code
   * @returns {Promise<() => void>} what shows them
   */
  async inLanguage(code) {
    const { questions } = await api.trial(this.you, code);
    const known = questions.filter(isDrawable);
    holdPictures(known);
    return () => {
      this.questions = known;
      this.language = code;
    };
  }

  check() {
    this.code = this.draft;
    this.does.draw();
    focusSoon("next");
    intoView("verdict");
    say(document.getElementById("verdict")?.textContent || "");
  }

  next() {
    Object.assign(this, { position: this.position + 1, draft: 0, code: 0 });
    if (this.position < this.questions.length) {
      this.does.draw();
    } else {
      this.does.done();
    }
  }

  /** @returns {Node[]} nothing where there is nothing to try */
  nodes() {
    const question = this.questions[this.position];
    if (!question) {
      return [];
    }
    const text = gettext("Practice question %(number)s of %(count)s. It does not count.");
    const place = interpolate(text, { number: this.position + 1, count: this.questions.length });
    return [
      el("div", { class: "quiz-bar" }, el("p", { class: "place", "data-testid": "place" }, place)),
      ...(this.code ? this.told(question) : this.asked(question)),
    ];
  }

  /**
   * @param {Task} question
   * @returns {Node[]}
   */
  asked(question) {
    const check = button("check", gettext("Check"), () => this.check(), { icon: "check" });
    const give = (/** @type {number} */ code) => {
      this.draft = code;
      check.disabled = !isComplete(formOf(question), code);
    };
    give(this.draft);
    return [drawn(question, this.draft, give), el("div", { class: "check-bar" }, check)];
  }

  /**
   * The same question with what is right.
   * @param {Task} question
   * @returns {Node[]}
   */
  told(question) {
    const good = this.code === question.key;
    const text = good ? gettext("That is right.") : gettext("Not quite right. Look again:");
    const word = this.position + 1 < this.questions.length ? gettext("Next") : gettext("I am ready");
    const form = drawn(question, question.key, () => undefined);
    form.querySelectorAll("input, button").forEach((each) => each.setAttribute("disabled", ""));
    return [
      el("p", { id: "verdict", class: good ? "explained-right" : "explained-wrong" }, icon(good ? "check" : "next"), text),
      form,
      el("div", { class: "quiz-actions" }, button("next", word, () => this.next(), { icon: "next" })),
    ];
  }
}

/**
 * @param {Task} question
 * @param {number} code
 * @param {(code: number) => void} give
 */
function drawn(question, code, give) {
  const order = question.choices.map((_, at) => at + 1);
  return el("div", { class: "question", "data-testid": "question" }, answering({ question, order, code, give }));
}
