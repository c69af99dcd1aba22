/** A pupil at a paper: the own order of questions and choices, what is answered and marked. Pure. */
import { formOf, isComplete } from "./kinds/codes.js";

/** @typedef {import("../shared/types").Paper} Paper */

/** A seed that is the same wherever the same work goes on. */
/** @param {string} text */
export function seedOf(text) {
  let hash = 2166136261;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16777619);
  }
  return hash >>> 0;
}

/**
 * The numbers 1 to `count` in an order that the seed decides (Fisher and Yates; the generator is mulberry32).
 * @param {number} count
 * @param {number} seed
 */
export function shuffled(count, seed) {
  const numbers = Array.from({ length: count }, (_, at) => at + 1);
  let state = seed;
  for (let at = count - 1; at > 0; at -= 1) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    const other = ((mixed ^ (mixed >>> 14)) >>> 0) % (at + 1);
    const [one, two] = [numbers[at], numbers[other]];
    numbers[at] = /** @type {number} */ (two);
    numbers[other] = /** @type {number} */ (one);
  }
  return numbers;
}

export class PaperState {
  /**
   * @param {Paper} paper
   * @param {number} seed
   * @param {{position?: number, flags?: number[]}} [from]
   */
  constructor(paper, seed, from = {}) {
    this.paper = paper;
    /** which paper of which language this is */
    this.digest = "";
    this.seed = seed;
    this.order = shuffled(paper.questions.length, seed);
    this.position = Math.min(from.position || 0, this.order.length - 1);
    this.flags = new Set(from.flags || []);
    /** @type {Map<number, number>} */
    this.answers = new Map();
  }

  get count() {
    return this.order.length;
  }

  /** @returns {import("../shared/types").Question} the question on screen */
  get question() {
    return this.at(this.position);
  }

  get isLast() {
    return this.position >= this.count - 1;
  }

  /** @param {number} position on screen, from 0 */
  at(position) {
    const number = this.order[position];
    const found = this.paper.questions.find((question) => question.number === number);
    return found || { number: 0, stem: "", choices: [] };
  }

  /** @returns {number[]} the paper's choice numbers in the order of this screen; a scene is read in its own */
  choices() {
    const { choices, kind, number } = this.question;
    return kind === "spots" ? choices.map((_, at) => at + 1) : shuffled(choices.length, this.seed ^ Math.imul(number, 0x9e3779b1));
  }

  /** @param {number} position on screen, from 0 */
  codeAt(position) {
    return this.answers.get(this.at(position).number) || 0;
  }

  /**
   * Whether something is chosen: a question of many parts may be touched and empty again.
   * @param {number} position on screen, from 0
   */
  isAnswered(position) {
    return this.codeAt(position) > (this.at(position).kind ? 1 : 0);
  }

  /**
   * Whether every row and every step has its place.
   * @param {number} position on screen, from 0
   */
  isComplete(position) {
    const question = this.at(position);
    const open = ["sort", "order"].includes(question.kind || "");
    return open ? isComplete(formOf(question), this.codeAt(position)) : this.isAnswered(position);
  }

  /** @param {number} position on screen, from 0 */
  isBegun(position) {
    return this.isAnswered(position) && !this.isComplete(position);
  }

  /** @param {number} position on screen, from 0 */
  isMarked(position) {
    return this.flags.has(this.at(position).number);
  }

  /** @param {(position: number) => boolean} fits */
  positions(fits) {
    return this.order.map((_, position) => position).filter(fits);
  }

  /** Marks the question on screen to be checked, or takes the mark away. */
  flip() {
    const { number } = this.question;
    if (!this.flags.delete(number)) {
      this.flags.add(number);
    }
  }
}
