/** The end: thanks and the ticket, then score and topics, much later the explanations. */
import { button, el, readable } from "../shared/dom.js";
import { gettext, interpolate, writtenLike } from "../shared/language.js";
import { zoneOf } from "../shared/layout.js";
import { isRevealed } from "./api.js";
import { answerCards, openCard, seenOf } from "./answer_cards.js";
import { moment } from "./moment.js";
import { score, scoreWords } from "./score.js";
import { second, steps } from "./stage.js";
import { ticket } from "./ticket.js";

export { scoreWords } from "./score.js";

/** @typedef {import("../shared/types").Keys} Keys */
/** @typedef {import("../shared/types").ResultReply} ResultReply */
/** @typedef {import("./stage.js").Nodes} Nodes */
/**
 * `order`: the numbers of the questions as the pupil saw them; empty where that is not known. `keys`: once they may be
 * known, and were fetched. `since`: when the end was reached here, 0 where that is long ago.
 * `thanks`: how the end came about, and where the answers are. `standing`: that it does not count, or empty. `late`: so many questions were answered when it was over.
 * @typedef {{receipt: string, thanks: string, standing: string, order: number[], result: ResultReply | null, keys: Keys | null, failed: boolean,
 *   safe: boolean, answered: number, count: number, late: number, since: number}} End
 */

/**
 * @param {End} end
 * @param {{again: () => void, done: () => void}} does
 * @returns {Nodes}
 */
export function finished(end, does) {
  const { result, keys } = end;
  const seen = keys && isRevealed(result) ? seenOf(keys.questions, result, end.order) : [];
  const discs = seen.map(({ place, mark }) => ({ place, mark, open: () => openCard(place) }));
  return [
    moment(end),
    voidedLine(result),
    columns(score(result, discs), ticket(end.receipt, result), waitLine(end)),
    opensLine(result),
    ...answers(result, keys, seen),
    ...waysOn(end, does),
  ];
}

/**
 * What matters most stands first: the points once there are any, until then the ticket.
 * @param {Node | string | null | false} points
 * @param {Node} receipt
 * @param {Node} wait
 */
function columns(points, receipt, wait) {
  return el("div", { class: "end-columns" }, ...(points ? [points, receipt] : [receipt, wait]));
}

/**
 * @param {ResultReply | null} result
 * @param {Keys | null} keys
 * @param {import("./answer_cards.js").Seen[]} seen
 * @returns {Nodes}
 */
function answers(result, keys, seen) {
  if (!isRevealed(result)) {
    return [];
  }
  const missing = el("p", { class: "notice" }, gettext("The answers cannot be fetched at the moment. Try again later."));
  return keys ? answerCards(seen, result.halves) : [missing];
}

/**
 * @param {End} end
 * @param {{again: () => void, done: () => void}} does
 * @returns {Nodes}
 */
function waysOn({ receipt, order, result, keys }, does) {
  const again = button("look-again", askingWord(result), does.again, { class: "button button-second" });
  // Who typed the receipt has it on paper, and holds no seat.
  const leave = order.length ? leaving(() => copiedDialog().showModal()) : second("done", gettext("Back"), does.done);
  return [steps(!keys && again, leave), order.length > 0 && copied(receipt, does.done)];
}

/** @param {ResultReply | null} result */
function askingWord(result) {
  if (isRevealed(result)) {
    return gettext("Try again");
  }
  return scoreWords(result) ? gettext("Are the answers there yet?") : gettext("Is there a score yet?");
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
    steps(
      button("done-no", gettext("Not yet"), () => copiedDialog().close()),
      button("done-yes", gettext("Yes, make room"), done, { class: "button button-second" }),
    ),
  );
}

/** @param {{failed: boolean, result: ResultReply | null}} end */
function waitLine({ failed, result }) {
  if (result?.goes_on) {
    const goesOn = gettext("The quiz was opened again, and you have time left. Go on where you were, or join again. What you copied stays valid.");
    return el("p", { class: "notice", "data-testid": "goes-on" }, goesOn);
  }
  const text = failed
    ? gettext("We could not fetch your result just now. It is safe. Ask again later, or use your receipt.")
    : gettext("You see your score here as soon as your teacher has ended the quiz.");
  return el("p", { class: "notice", "data-testid": "result-wait" }, text);
}

/** @param {ResultReply | null} result */
function voidedLine(result) {
  const text = gettext("This attempt does not count. Ask your teacher.");
  return result?.voided ? el("p", { class: "notice notice-attention", "data-testid": "result-voided" }, text) : null;
}

/**
 * When the answers come, in the reader's language and the time of the country.
 * @param {ResultReply | null} result
 */
function opensLine(result) {
  if (!result || !result.opens) {
    return null;
  }
  const when = dayAndTime(result.opens, zoneOf(result.country));
  const text = gettext("The answers and explanations open when the quiz is over everywhere: %(when)s. Keep your receipt.");
  return el("p", { class: "notice", "data-testid": "result-opens" }, interpolate(text, { when }));
}

/**
 * Months that Bosnian has in another form than the language it is written like.
 * @type {Record<string, string>}
 */
const BOSNIAN_MONTHS = { jun: "juni", jul: "juli", avgust: "august" };

/**
 * @param {string} at a moment
 * @param {string} zone empty: that of the computer
 */
export function dayAndTime(at, zone) {
  const form = /** @type {const} */ ({ day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const words = new Date(at).toLocaleString(writtenLike(), { ...form, ...(zone ? { timeZone: zone } : {}) });
  return document.documentElement.lang === "bs" ? words.replace(/\p{L}+/u, (month) => BOSNIAN_MONTHS[month] || month) : words;
}
