/** What a pupil tries before the start: a task or two with what is right at once. Nothing of it is sent or kept. */
import { button, el, say } from "../shared/dom.js";
import { focusSoon, intoView } from "../shared/focus.js";
import { currentLanguage, gettext, interpolate } from "../shared/language.js";
import { laterStyles } from "../shared/later_styles.js";
import { holdPictures } from "../shared/scenes/pictures.js";
import * as api from "./api.js";
import { verdictWords } from "./explained/explained.js";
import { trying } from "./explained/trying.js";
import { isDrawable } from "./kinds/kinds.js";

/** @typedef {import("../shared/types").KeyQuestion} KeyQuestion */

export class Trial {
  /**
   * @param {import("../shared/types").You} you
   * @param {{draw: () => void, done: () => void}} does
   */
  constructor(you, does) {
    this.you = you;
    this.does = does;
    /** @type {KeyQuestion[]} */
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
    const drawn = questions.filter(isDrawable);
    holdPictures(drawn);
    return () => {
      this.questions = drawn;
      this.language = code;
    };
  }

  /** @param {number} code */
  check(code) {
    const question = /** @type {KeyQuestion} */ (this.questions[this.position]);
    this.code = code;
    this.does.draw();
    focusSoon("next");
    intoView("why");
    say(verdictWords(question, code));
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
    const word = this.position + 1 < this.questions.length ? gettext("Next") : gettext("I am ready");
    const does = {
      choose: (/** @type {number} */ code) => this.check(code),
      draft: () => this.draft,
      redraft: (/** @type {number} */ code) => {
        this.draft = code;
      },
    };
    return [
      el("div", { class: "quiz-bar" }, el("p", { class: "place", "data-testid": "place" }, place)),
      ...trying(question, this.code, does),
      ...(this.code ? [el("div", { class: "quiz-actions" }, button("next", word, () => this.next(), { icon: "next" }))] : []),
    ];
  }
}
