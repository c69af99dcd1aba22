/** A pupil at a paper: the own order of questions and choices, what is answered and marked. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { PaperState, seedOf, shuffled } from "../../static/js/pupil/paper_state.js";

const CHOICES = ["one", "two", "three", "four"];
const PAPER = {
  language: "en",
  questions: [1, 2, 3, 4, 5].map((number) => ({ number, stem: `Question ${number}`, choices: CHOICES })),
};

test("a seed is the same for the same card, and another for another", () => {
  assert.equal(seedOf("KLMNP/7"), seedOf("KLMNP/7"));
  assert.notEqual(seedOf("KLMNP/7"), seedOf("KLMNP/8"));
  assert.ok(seedOf("KLMNP/7") >= 0);
});

test("an order never changes from one release to the next: pupils reload in the middle of a quiz", () => {
  assert.equal(seedOf("KLMNP/7"), 1868643681);
  assert.deepEqual(shuffled(10, 1868643681), [10, 4, 8, 5, 3, 2, 9, 1, 6, 7]);
});

test("each number comes once, and each place is reached about equally often", () => {
  const firsts = [0, 0, 0, 0];
  for (let seed = 0; seed < 4000; seed += 1) {
    const order = shuffled(4, seed);
    assert.deepEqual([...order].sort(), [1, 2, 3, 4]);
    firsts[order[0] - 1] += 1;
  }
  assert.ok(Math.min(...firsts) > 850 && Math.max(...firsts) < 1150, String(firsts));
});

test("the choices of a question keep their order, those of another have their own", () => {
  const state = new PaperState(PAPER, 12345);
  const orders = PAPER.questions.map((_, position) => {
    state.position = position;
    assert.deepEqual(state.choices(), state.choices());
    return state.choices().join();
  });
  assert.ok(new Set(orders).size > 1);
});

test("the question on screen is the one of the own order", () => {
  const state = new PaperState(PAPER, 12345, { position: 2 });
  assert.equal(state.question.number, state.order[2]);
  assert.deepEqual([state.count, state.isLast], [5, false]);
  state.position = 4;
  assert.equal(state.isLast, true);
});

test("a place beyond the paper is its last one", () => {
  assert.equal(new PaperState(PAPER, 1, { position: 9 }).position, 4);
});

test("answers and marks belong to questions, and are told by places on screen", () => {
  const state = new PaperState(PAPER, 12345);
  state.answers.set(state.order[1], 3);
  assert.deepEqual(state.positions((at) => state.isAnswered(at)), [1]);
  state.position = 3;
  state.flip();
  assert.deepEqual([state.isMarked(3), Array.from(state.flags)], [true, [state.order[3]]]);
  state.flip();
  assert.equal(state.isMarked(3), false);
});

test("of a question of many parts: touched is not answered, begun is not complete", () => {
  const kinds = [{ kind: "multi" }, { kind: "spots" }, { kind: "order" }, { kind: "sort", bins: ["mine", "yours"] }, {}];
  const questions = kinds.map((more, at) => ({ number: at + 1, stem: "", choices: CHOICES, ...more }));
  const state = new PaperState({ language: "en", questions }, 12345);
  const seen = (code) => {
    questions.forEach(({ number }) => state.answers.set(number, code));
    const at = (number) => state.order.indexOf(number);
    return [1, 2, 3, 4, 5].map((number) => [state.isAnswered(at(number)), state.isComplete(at(number)), state.isBegun(at(number))].map(Number).join(""));
  };
  assert.deepEqual(seen(1), ["000", "000", "000", "000", "110"]);
  assert.deepEqual(seen(3), ["110", "110", "101", "101", "110"]);
  assert.deepEqual(seen(0), ["000", "000", "000", "000", "000"]);
  state.answers.set(3, 65);
  state.answers.set(4, 81);
  assert.ok([3, 4].every((number) => state.isComplete(state.order.indexOf(number))));
});

test("marks that the server remembers are there again", () => {
  const state = new PaperState(PAPER, 12345, { flags: [2] });
  assert.deepEqual(state.positions((at) => state.isMarked(at)), [state.order.indexOf(2)]);
});
