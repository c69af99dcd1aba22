/**
 * Every response to a question as one whole number, its code: 1 to `highest`, without gaps. 0 is no answer; code 1 of
 * every kind but `single` is: touched, and nothing chosen. Positions are those of the paper, from 0, never of a screen.
 * The server has the same in quizbank/rules/responses.py and marking.py; tests/vectors/responses.json holds both. Pure.
 */

/** @typedef {import("../../shared/types").ResponseForm} ResponseForm */
/** @typedef {import("../../shared/types").Question} Question */

/** With fewer parts one slip is too near to guessing to be worth a half. */
const PARTS_FOR_A_HALF = 4;

/**
 * @param {Pick<import("../../shared/types").Question, "kind" | "choices" | "bins">} question
 * @returns {ResponseForm}
 */
export function formOf({ kind, choices, bins }) {
  return { kind: kind || "single", size: choices.length, bins: bins ? bins.length : 0 };
}

/**
 * @param {ResponseForm} form
 * @returns {number} the highest code
 */
export function highest({ kind, size, bins }) {
  if (kind === "single") {
    return size;
  }
  if (kind === "sort") {
    return (bins + 1) ** size;
  }
  return kind === "order" ? shorter(size, size + 1) : 2 ** size;
}

/**
 * What a code says: the position chosen; the positions marked, ascending; the bin of each row, 0 for none yet; or the
 * positions in the order they were given. Raises for a number that is no code of the question.
 * @param {ResponseForm} form
 * @param {number} code
 * @returns {number[]}
 */
export function decoded(form, code) {
  if (!Number.isInteger(code) || code < 1 || code > highest(form)) {
    throw new RangeError(`${code} is no code of ${form.kind}`);
  }
  if (form.kind === "single") {
    return [code - 1];
  }
  if (form.kind === "sort") {
    return positions(form).map((row) => Math.floor((code - 1) / (form.bins + 1) ** row) % (form.bins + 1));
  }
  return form.kind === "order" ? arrangement(code - 1, form.size) : positions(form).filter((at) => ((code - 1) >> at) & 1);
}

/**
 * @param {ResponseForm} form
 * @param {readonly number[]} response as `decoded` gives it
 * @returns {number}
 */
export function encoded({ kind, size, bins }, response) {
  if (kind === "single") {
    return (response[0] || 0) + 1;
  }
  if (kind === "sort") {
    return response.reduce((sum, bin, row) => sum + bin * (bins + 1) ** row, 1);
  }
  return kind === "order" ? 1 + rank(response, size) : response.reduce((sum, at) => sum + 2 ** at, 1);
}

/**
 * Whether a response says all it can: something is marked, every row and step has a place.
 * @param {ResponseForm} form
 * @param {number} code
 */
export function isComplete(form, code) {
  const response = code ? decoded(form, code) : [];
  if (form.kind === "order") {
    return response.length === form.size;
  }
  return response.length > 0 && (form.kind !== "sort" || !response.includes(0));
}

/**
 * How many mistakes a response has: parts marked otherwise than the key; rows in a wrong bin or in none; pairs of
 * steps in the wrong order, or not both there.
 * @param {ResponseForm} form
 * @param {number} key
 * @param {number} code
 */
export function slips(form, key, code) {
  const [right, said] = [decoded(form, key), decoded(form, code)];
  if (form.kind === "single") {
    return Number(key !== code);
  }
  if (form.kind === "sort") {
    return right.filter((bin, row) => bin !== said[row]).length;
  }
  return form.kind === "order" ? turned(right, said) : positions(form).filter((at) => right.includes(at) !== said.includes(at)).length;
}

/**
 * One letter for a response: `R` right, `H` one slip, `W` wrong, `0` no answer; of a single choice its own digit.
 * @param {ResponseForm} form
 * @param {number} key
 * @param {number} code
 * @param {boolean} [halves] whether all but one slip leaves a point
 */
export function mark(form, key, code, halves = true) {
  if (form.kind === "single") {
    return String(code);
  }
  if (code <= 1) {
    return "0";
  }
  const found = slips(form, key, code);
  if (found === 1 && halves && form.size >= PARTS_FOR_A_HALF) {
    return "H";
  }
  return found ? "W" : "R";
}

/**
 * What became of an answer, in the letters of `mark` for every kind: a single choice is right, wrong or not answered.
 * @param {import("../../shared/types").KeyQuestion} question
 * @param {number} code
 * @param {boolean} [halves]
 */
export function outcome(question, code, halves = true) {
  const form = formOf(question);
  if (form.kind === "single") {
    return code === question.key ? "R" : code ? "W" : "0";
  }
  return mark(form, question.key, code, halves);
}

/** @param {ResponseForm} form */
function positions({ size }) {
  return Array.from({ length: size }, (_, at) => at);
}

/**
 * @param {number} size
 * @param {number} length
 * @returns {number} the arrangements of `length` items out of `size`
 */
function arrangements(size, length) {
  return Array.from({ length }, (_, at) => size - at).reduce((product, factor) => product * factor, 1);
}

/**
 * @param {number} size
 * @param {number} length
 * @returns {number} the arrangements of fewer items than `length`
 */
function shorter(size, length) {
  return Array.from({ length }, (_, fewer) => arrangements(size, fewer)).reduce((sum, count) => sum + count, 0);
}

/**
 * Arrangements are counted by length, those of one length by their first positions.
 * @param {number} number from 0
 * @param {number} size
 */
function arrangement(number, size) {
  let length = 0;
  while (number >= shorter(size, length + 1)) {
    length += 1;
  }
  let rest = number - shorter(size, length);
  const left = Array.from({ length: size }, (_, at) => at);
  return Array.from({ length }, (_, at) => {
    const after = arrangements(size - at - 1, length - at - 1);
    const [taken = 0] = left.splice(Math.floor(rest / after), 1);
    rest %= after;
    return taken;
  });
}

/**
 * @param {readonly number[]} given
 * @param {number} size
 */
function rank(given, size) {
  const left = Array.from({ length: size }, (_, at) => at);
  return given.reduce((sum, position, at) => {
    const digit = left.indexOf(position);
    left.splice(digit, 1);
    return sum + digit * arrangements(size - at - 1, given.length - at - 1);
  }, shorter(size, given.length));
}

/**
 * @param {readonly number[]} right
 * @param {readonly number[]} said
 * @returns {number} pairs that do not stand in the right order, or not both there
 */
function turned(right, said) {
  const pairs = right.flatMap((one, at) => right.slice(at + 1).map((other) => [said.indexOf(one), said.indexOf(other)]));
  return pairs.filter(([first = -1, second = -1]) => first < 0 || second < 0 || first > second).length;
}

// ------------------------------------------------------------------ what a press makes of an answer of many parts

/**
 * @param {ResponseForm} form
 * @param {number} code 0 for no answer yet
 */
export function responseOf(form, code) {
  return decoded(form, Math.max(code, 1));
}

/**
 * Marks a part or gives a step the next place; the same again takes it out, and later steps move up.
 * @param {ResponseForm} form
 * @param {number} code
 * @param {number} at
 */
export function pressed(form, code, at) {
  const before = responseOf(form, code);
  return encoded(form, before.includes(at) ? before.filter((each) => each !== at) : [...before, at]);
}

/**
 * The same in a scene, where "nothing" and the parts rule each other out.
 * @param {Question} question
 * @param {number} code
 * @param {number} at
 */
export function pressedInScene(question, code, at) {
  const form = formOf(question);
  const nothing = nothingIn(question);
  const kept = responseOf(form, code).filter((each) => each === at || (at !== nothing && each !== nothing));
  return pressed(form, encoded(form, kept), at);
}

/**
 * @param {Question} question
 * @returns {number} the choice that stands in no part of the scene, "Nothing here is suspicious"; -1 where there is none
 */
export function nothingIn({ choices, scene }) {
  const parts = scene ? scene.parts : [];
  return choices.findIndex((_, at) => !parts.some(({ choice }) => choice === at + 1));
}

/**
 * Puts a row into a bin.
 * @param {ResponseForm} form
 * @param {number} code
 * @param {{row: number, bin: number}} into `bin` from 1
 */
export function sortedInto(form, code, { row, bin }) {
  return encoded(form, responseOf(form, code).map((before, at) => (at === row ? bin : before)));
}
