/** The end: thanks and receipt, then score and topics in words, much later the explanations. */
import { button, el, grouped, heading, icon } from "../shared/dom.js";
import { animal } from "../shared/animals.js";
import { gettext, interpolate, ngettext, pick } from "../shared/language.js";
import { explained } from "./explained/explained.js";

/** @typedef {import("../shared/types").Keys} Keys */
/** @typedef {import("../shared/types").ResultReply} ResultReply */
/** @typedef {(Node | string | null | false)[]} Nodes */

const KNOWN_WELL = 0.75;
/** From fewer questions nobody knows how much a pupil knows about a topic. */
const TELLING = 3;

/**
 * `order`: the numbers of the questions as the pupil saw them; empty where that is not known. `keys`: once they may be
 * known, and were fetched.
 * @param {{receipt: string, order: number[], result: ResultReply | null, keys: Keys | null, byTime: boolean, failed: boolean, safe: boolean}} end
 * @param {{again: () => void, done: () => void}} does
 * @returns {Nodes}
 */
export function finished(end, does) {
  const word = isRevealed(end.result) ? gettext("Try again") : gettext("Is there a score yet?");
  const again = button("look-again", word, does.again, { class: "button button-second" });
  return [
    el("div", { class: "thanks" }, el("div", { class: "calm-sign" }, icon(end.safe ? "check" : "keep")), heading(thanks(end))),
    score(end.result) || waitLine(end),
    receipt(end.receipt, end.result),
    ...explanations(end),
    el(
      "div",
      { class: "steps" },
      !end.keys && again,
      // Who typed the receipt has it on paper.
      leaving(end.order.length ? () => copiedDialog().showModal() : does.done),
    ),
    end.order.length > 0 && copied(end.receipt, does.done),
  ];
}

/** @param {() => void} press */
function leaving(press) {
  return button("done", gettext("Make room for the next pupil"), press, { class: "button button-second" });
}

function copiedDialog() {
  return /** @type {HTMLDialogElement} */ (document.getElementById("copied"));
}

/**
 * @param {string} code
 * @param {() => void} done
 */
function copied(code, done) {
  return el(
    "dialog",
    { id: "copied", "aria-labelledby": "copied-title" },
    el("h2", { id: "copied-title" }, gettext("Have you copied your receipt?")),
    el("p", { class: "receipt-code figures" }, readable(code)),
    el("p", {}, gettext("It opens your result later, at home too. This computer forgets it now.")),
    el(
      "div",
      { class: "steps" },
      button("done-no", gettext("Not yet"), () => copiedDialog().close()),
      button("done-yes", gettext("Yes, make room"), done, { class: "button button-second" }),
    ),
  );
}

/** @param {{byTime: boolean, safe: boolean}} end */
function thanks({ byTime, safe }) {
  if (byTime) {
    return safe ? gettext("Time is up. Your answers are saved.") : gettext("Time is up. Your answers are kept on this computer.");
  }
  return gettext("Thank you. Your answers are saved.");
}

/** @param {{failed: boolean}} end */
function waitLine({ failed }) {
  const text = failed
    ? gettext("We could not fetch your result just now. It is safe. Ask again later, or use your receipt.")
    : gettext("You see your score here as soon as your teacher has closed the sitting.");
  return el("p", { class: "notice", "data-testid": "result-wait" }, text);
}

/**
 * @param {string} code
 * @param {ResultReply | null} result
 */
function receipt(code, result) {
  // A rehearsal is on no board; and what is not known yet is not announced.
  const alias = result && result.kind === "official" ? pick(result.alias) : "";
  return el(
    "div",
    { class: "panel receipt" },
    alias !== "" && el("p", { class: "receipt-alias" }, animal(result?.animal, { size: 48 }), gettext("Your name on the boards:"), " ", el("strong", { "data-testid": "alias" }, alias)),
    el("p", {}, gettext("Your receipt. Copy it on paper: it opens your result later, and only you have it.")),
    el("p", { class: "receipt-code figures", "data-testid": "receipt" }, readable(code)),
  );
}

/** @param {string} code in groups of five or four, unless it comes in groups */
function readable(code) {
  return /[\s-]/.test(code) ? code : grouped(code, code.length % 5 ? 4 : 5);
}

/**
 * @param {ResultReply | null} result
 * @returns {string} empty while there is no score
 */
export function scoreWords(result) {
  if (!result || result.phase === "wait" || typeof result.score !== "number") {
    return "";
  }
  const values = { score: result.score, max: result.max_score || 0 };
  return interpolate(ngettext("%(score)s of %(max)s point", "%(score)s of %(max)s points", values.max), values);
}

/** @param {ResultReply | null} result */
function score(result) {
  const words = scoreWords(result);
  return result && words && el(
    "section",
    { class: "score", "data-testid": "score" },
    el("p", { class: "score-line figures" }, words),
    el("ul", { class: "topics" }, ...(result.topics || []).map(topic)),
  );
}

/** @param {import("../shared/types").Topic} topic */
function topic({ names, right, asked }) {
  const count = interpolate(gettext("%(right)s of %(asked)s"), { right, asked });
  const good = right / Math.max(asked, 1) >= KNOWN_WELL;
  const words = good ? gettext("You know a lot about this: %(topic)s") : gettext("Learn more about this: %(topic)s");
  const telling = asked >= TELLING;
  const line = telling ? interpolate(words, { topic: pick(names) }) : pick(names);
  const drawing = good ? "check" : "next";
  return el("li", {}, icon(telling ? drawing : "list"), el("span", {}, line), el("span", { class: "hint figures" }, count));
}

/**
 * @param {{result: ResultReply | null, keys: Keys | null, order: number[]}} end
 * @returns {Nodes}
 */
function explanations({ result, keys, order }) {
  if (!isRevealed(result)) {
    return [];
  }
  if (!keys) {
    return [el("p", { class: "notice" }, gettext("The answers cannot be fetched at the moment. Try again later."))];
  }
  const place = (/** @type {number} */ number) => order.indexOf(number) + 1 || number;
  const counts = keys.questions.filter(({ number }) => (result.codes || [])[number - 1] !== null);
  const seen = counts.sort((one, two) => place(one.number) - place(two.number));
  return [el("h2", {}, gettext("The answers, and why")), ...seen.map((question) => explanation(question, result, place(question.number)))];
}

/**
 * @param {ResultReply | null} result
 * @returns {result is ResultReply}
 */
export function isRevealed(result) {
  return result !== null && result.phase === "revealed";
}

/**
 * @param {import("../shared/types").KeyQuestion} question
 * @param {ResultReply} result
 * @param {number} place as the pupil counted
 */
function explanation(question, { codes = [], halves }, place) {
  const title = el("h3", {}, `${place}. ${question.stem}`);
  const code = codes[question.number - 1] || 0;
  return el("article", { class: "panel explained", "data-testid": "explained" }, title, ...explained(question, code, halves));
}

/**
 * Where a receipt opens a result later.
 * @param {{error: string, typed: string}} state
 * @param {{ask: (receipt: string) => void, back: () => void}} does
 * @returns {Nodes}
 */
export function receiptForm({ error, typed }, does) {
  const named = { id: "receipt", name: "receipt", "data-testid": "receipt-input", "aria-describedby": "receipt-error" };
  const plain = { type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" };
  const input = el("input", { ...plain, ...named, class: "input code-input", value: typed });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    does.ask(input.value.trim());
  };
  return [
    heading(gettext("My result")),
    el(
      "form",
      { class: "field", novalidate: true, submit },
      el("label", { for: "receipt" }, gettext("The receipt you got at the end")),
      el("p", { id: "receipt-error", class: "field-error", role: "alert" }, error),
      input,
      el(
        "div",
        { class: "steps" },
        button("receipt-back", gettext("Back"), does.back, { class: "button button-second" }),
        button("receipt-ask", gettext("Show my result"), () => undefined, { type: "submit" }),
      ),
    ),
  ];
}
