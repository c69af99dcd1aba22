/** What the questions were about: in words where there were some of a topic, else in two heaps. */
import { el, icon } from "../shared/dom.js";
import { gettext, interpolate, pick } from "../shared/language.js";
import { markSign } from "./explained/signs.js";

/** @typedef {import("../shared/types").Topic} Topic */

const KNOWN_WELL = 0.75;
/** From fewer questions nobody knows how much a pupil knows about a topic. */
const TELLING = 3;

/**
 * What went well stands first, and what did not is named without a count.
 * @param {Topic[]} all
 * @returns {(Node | false)[]}
 */
export function topics(all) {
  const telling = all.filter(({ asked }) => asked >= TELLING);
  const few = all.filter(({ asked }) => asked < TELLING);
  return [
    telling.length > 0 && el("ul", { class: "topics" }, ...telling.map(topic)),
    heap("topics-right", "R", gettext("This was right"), few.filter(({ right }) => right > 0)),
    heap("topics-again", "W", gettext("Worth another look"), few.filter(({ right }) => right === 0)),
  ];
}

/** @param {Topic} topic */
function topic({ names, right, asked }) {
  const good = right / asked >= KNOWN_WELL;
  const words = good ? gettext("You know a lot about this: %(topic)s") : gettext("Learn more about this: %(topic)s");
  const line = interpolate(words, { topic: pick(names) });
  return el("li", {}, icon(good ? "check" : "next"), el("span", {}, line), el("span", { class: "hint figures" }, counted(right, asked)));
}

/**
 * @param {string} id
 * @param {string} mark whose sign it has
 * @param {string} title
 * @param {Topic[]} some
 */
function heap(id, mark, title, some) {
  const chips = some.map(({ names, right, asked }) => {
    const count = right > 0 && right < asked && el("span", { class: "hint figures" }, ` ${counted(right, asked)}`);
    return el("li", {}, pick(names), count);
  });
  return some.length > 0 && el(
    "div",
    { class: `topic-heap ${id}` },
    el("p", { id, class: "topic-title" }, markSign(mark), title),
    el("ul", { class: "topic-chips", "aria-labelledby": id }, ...chips),
  );
}

/**
 * @param {number} right
 * @param {number} asked
 */
function counted(right, asked) {
  return interpolate(gettext("%(right)s of %(asked)s"), { right, asked });
}
