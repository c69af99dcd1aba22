/** The grid in words, which stand in the page (templates/competition/sittings/_words.html). */

/** @typedef {import("./sitting").Seat} Seat */
/** @typedef {import("./sitting").Words} Words */

const AT_WORK = ["working", "idle", "offline", "finished"];
const TIMED = ["idle", "offline"];

/**
 * @param {string | undefined} text with places like `%(name)s`
 * @param {Record<string, string | number>} values
 */
export function fill(text, values) {
  return (text || "").replace(/%\((\w+)\)s/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * @param {Seat} seat
 * @param {Words} words
 */
export function word(seat, words) {
  const name = words[seat.state] || "";
  if (!TIMED.includes(seat.state)) {
    return name;
  }
  const [unit, count] = seat.since < 60 ? ["seconds", seat.since] : ["minutes", Math.floor(seat.since / 60)];
  // the number and its unit stay on one line of a narrow seat
  return fill(words[unit], { word: name, count }).replace(`${count} `, `${count}\u00a0`);
}

/**
 * @param {Seat} seat
 * @param {Words} words
 */
export function on(seat, words) {
  return seat.on ? fill(words.on, { on: seat.on }) : "";
}

/**
 * @param {Seat} seat
 * @param {number} questions
 * @param {Words} words
 */
export function answered(seat, questions, words) {
  const { on: at, answered: count, too_late: late } = seat;
  if (!AT_WORK.includes(seat.state) || !(at || count || late)) {
    return "";
  }
  const told = fill(words.answered, { answered: count, questions });
  return late ? `${told} · ${fill(words.too_late, { count: late })}` : told;
}

/**
 * What to do about a seat, in few words for its tile or in all of them for its panel.
 * @param {"needs" | "advice"} length
 * @param {Seat} seat
 * @param {Words} words
 */
export function advice(length, seat, words) {
  return fill(words[`${length}_${seat.needs}`], { count: seat.wrong_pins });
}
