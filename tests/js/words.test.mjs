/** The words of a seat in the grid of the monitor. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { advice, answered, fill, on, word } from "../../static/js/monitor/words.js";

const WORDS = {
  idle: "Idle", working: "At work", free: "Not here",
  seconds: "%(word)s %(count)s s", minutes: "%(word)s %(count)s min",
  on: "Question %(on)s", answered: "%(answered)s of %(questions)s",
  needs_pin: "PIN?", advice_pin: "%(count)s wrong PINs",
};
const SEAT = { state: "working", since: 70, on: 3, answered: 2, needs: "pin", wrong_pins: 4 };

test("a place without a value stays as it is, a text that is missing is empty", () => {
  assert.equal(fill("%(one)s and %(other)s", { one: 1 }), "1 and %(other)s");
  assert.equal(fill(undefined, {}), "");
});

test("who does nothing is timed, in seconds and then in whole minutes", () => {
  assert.equal(word({ ...SEAT, state: "idle", since: 59 }, WORDS), "Idle 59\u00a0s");
  assert.equal(word({ ...SEAT, state: "idle", since: 60 }, WORDS), "Idle 1\u00a0min");
  assert.equal(word({ ...SEAT, state: "idle", since: 119 }, WORDS), "Idle 1\u00a0min");
  assert.equal(word(SEAT, WORDS), "At work");
  assert.equal(word({ ...SEAT, state: "unheard" }, WORDS), "");
});

test("a seat says where it is and how far, once it has begun", () => {
  assert.deepEqual([on(SEAT, WORDS), answered(SEAT, 20, WORDS)], ["Question 3", "2 of 20"]);
  const late = { ...SEAT, state: "finished", on: 0, answered: 18, too_late: 2 };
  assert.equal(answered(late, 20, { ...WORDS, too_late: "too late: %(count)s" }), "18 of 20 · too late: 2");
  const fresh = { ...SEAT, on: 0, answered: 0 };
  assert.deepEqual([on(fresh, WORDS), answered(fresh, 20, WORDS)], ["", ""]);
  assert.equal(answered({ ...SEAT, state: "free" }, 20, WORDS), "");
});

test("advice is short for the tile and whole for the panel", () => {
  assert.deepEqual([advice("needs", SEAT, WORDS), advice("advice", SEAT, WORDS)], ["PIN?", "4 wrong PINs"]);
  assert.equal(advice("needs", { ...SEAT, needs: "" }, WORDS), "");
});
