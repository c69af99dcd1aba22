/** Where a ceremony stands: forward, back, blank, jump. Both windows have one each, and the newer state wins. Pure. */

/** @typedef {"forward" | "back" | "blank" | "first" | "last"} Act */
/** @typedef {"paper" | "dark" | "high"} Look */
/**
 * @typedef {object} State
 * @property {number} turn how often somebody has pressed: the higher one is newer
 * @property {string} step the name of the step, which stays the same when a draw adds others
 * @property {boolean} blank
 * @property {number} began when the first step was left, in milliseconds; 0 before
 * @property {Look} look
 */

/** What a keyboard and a clicker send. Letters stand for the key of the Latin and of the Cyrillic layout. */
/** @type {Record<string, Act>} */
const KEYS = {
  PageDown: "forward",
  ArrowRight: "forward",
  ArrowDown: "forward",
  Enter: "forward",
  " ": "forward",
  PageUp: "back",
  ArrowLeft: "back",
  ArrowUp: "back",
  Backspace: "back",
  Home: "first",
  End: "last",
  ".": "blank",
  b: "blank",
  B: "blank",
  "б": "blank",
  "Б": "blank",
};

/** @param {string} key of a keyboard event */
export function actOf(key) {
  return KEYS[key];
}

export class Deck {
  /** @param {string[]} names of the steps, in their order */
  constructor(names) {
    this.names = names;
    this.at = 0;
    this.blank = false;
    this.turn = 0;
    this.began = 0;
    /** @type {Look} */
    this.look = "paper";
  }

  /**
   * @param {Act} act
   * @param {number} now in milliseconds
   */
  act(act, now) {
    if (act === "blank" || this.blank) {
      // whatever is pressed on a dark screen brings back what was there
      this.blank = !this.blank;
      this.turn += 1;
      return;
    }
    const last = this.names.length - 1;
    const to = { forward: this.at + 1, back: this.at - 1, first: 0, last }[act];
    this.go(Math.min(Math.max(to, 0), last), now);
  }

  /**
   * @param {number} place from 0
   * @param {number} now in milliseconds
   */
  go(place, now) {
    this.began = this.began || (place > 0 ? now : 0);
    this.at = place;
    this.blank = false;
    this.turn += 1;
  }

  /** @param {Look} look of the audience's screen */
  wear(look) {
    this.look = look;
    this.turn += 1;
  }

  /**
   * @param {string} step
   * @returns {number} where it is; where it stands now if the award has no such step, and here if it is not called
   */
  find(step) {
    const found = alike(step).map((name) => this.names.indexOf(name));
    return found.find((place) => place >= 0) ?? this.at;
  }

  /** @returns {State} */
  state() {
    return { turn: this.turn, step: this.names[this.at] || "", blank: this.blank, began: this.began, look: this.look };
  }

  /**
   * Takes the state of another window, or that of before the page was loaded anew, if it is newer.
   * @param {State} state
   * @returns {boolean} whether it was
   */
  take(state) {
    if (!(state.turn > this.turn)) {
      return false;
    }
    const at = this.find(state.step);
    Object.assign(this, { at, turn: state.turn, blank: state.blank, began: state.began, look: state.look });
    return true;
  }
}

/**
 * A step's own name, and what stands in its place once its award is drawn, or before it is.
 * @param {string} step
 * @returns {string[]}
 */
function alike(step) {
  const award = step.split(":")[0];
  return [step, `${award}:draw`, `${award}:waiting`, `${award}:block`];
}

/**
 * Minutes and seconds since the first step was left, as a clock shows them.
 * @param {number} began
 * @param {number} now
 */
export function elapsed(began, now) {
  const seconds = began ? Math.max(Math.floor((now - began) / 1000), 0) : 0;
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
