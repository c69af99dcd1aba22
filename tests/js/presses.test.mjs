/** What a press makes of an answer, also where the screen has another order than the paper. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { decoded, encoded, formOf, nothingIn, pressed, pressedInScene, responseOf, sortedInto } from "../../static/js/pupil/kinds/codes.js";
import { PaperState } from "../../static/js/pupil/paper_state.js";

const TEXTS = ["one", "two", "three", "four", "five"];
const MULTI = { number: 1, stem: "", choices: TEXTS, kind: "multi" };
const ORDER = { number: 2, stem: "", choices: TEXTS.slice(0, 4), kind: "order" };
const SORT = { number: 3, stem: "", choices: TEXTS.slice(0, 3), bins: ["mine", "yours"], kind: "sort" };
const SPOTS = {
  number: 4,
  stem: "",
  choices: ["sender", "hurry", "nothing"],
  kind: "spots",
  scene: { kind: "mail", parts: [{ as: "sender", choice: 1 }, { as: "paragraph", text: "Hello" }, { as: "paragraph", choice: 2 }] },
};
const PAPER = { language: "en", questions: [MULTI, ORDER, SORT, SPOTS] };

/** Presses one after the other; tells the responses they led to. */
function after(press, ...presses) {
  let code = 0;
  return presses.map((each) => {
    code = press(code, each);
    return code;
  });
}

test("a part is marked and unmarked; with nothing left the question is only touched", () => {
  const form = formOf(MULTI);
  const codes = after((code, at) => pressed(form, code, at), 3, 1, 3, 1);
  assert.deepEqual(codes.map((code) => decoded(form, code)), [[3], [1, 3], [1], []]);
  assert.equal(codes[3], 1);
});

test("a step gets the next place; taken out, later ones move up", () => {
  const form = formOf(ORDER);
  const codes = after((code, at) => pressed(form, code, at), 2, 0, 3, 0, 1, 0);
  assert.deepEqual(codes.map((code) => decoded(form, code)), [[2], [2, 0], [2, 0, 3], [2, 3], [2, 3, 1], [2, 3, 1, 0]]);
});

test("a row goes into a bin, and from one bin into another", () => {
  const form = formOf(SORT);
  const into = [{ row: 1, bin: 2 }, { row: 0, bin: 1 }, { row: 1, bin: 1 }];
  const codes = after((code, one) => sortedInto(form, code, one), ...into);
  assert.deepEqual(codes.map((code) => decoded(form, code)), [[0, 2, 0], [1, 2, 0], [1, 1, 0]]);
});

test("nothing and the parts of a scene rule each other out", () => {
  const form = formOf(SPOTS);
  const codes = after((code, at) => pressedInScene(SPOTS, code, at), 0, 1, 2, 1, 2, 2);
  assert.deepEqual(codes.map((code) => decoded(form, code)), [[0], [0, 1], [2], [1], [2], []]);
});

test("nothing is the choice that stands in no part", () => {
  assert.equal(nothingIn(SPOTS), 2);
  assert.equal(nothingIn({ ...SPOTS, choices: SPOTS.choices.slice(0, 2) }), -1);
});

test("no answer yet is an empty response", () => {
  assert.deepEqual(responseOf(formOf(SORT), 0), [0, 0, 0]);
  assert.deepEqual(responseOf(formOf(MULTI), 0), []);
});

test("places on screen lead to positions of the paper, of scenes to the same", () => {
  const state = new PaperState(PAPER, 2026);
  const orders = PAPER.questions.map(({ number }) => {
    state.position = state.order.indexOf(number);
    return state.choices();
  });
  orders.forEach((order, at) => {
    assert.deepEqual([...order].sort(), PAPER.questions[at].choices.map((_, place) => place + 1));
  });
  assert.deepEqual(orders[3], [1, 2, 3], "a scene is read in one order");
  assert.ok(orders.slice(0, 3).some((order) => order.join() !== [...order].sort().join()), "all else is shuffled");
});

test("whatever the order on screen, the same texts make the same code", () => {
  const wanted = ["three", "one", "four"];
  for (const question of [MULTI, ORDER]) {
    const codes = [1, 2, 3].map((seed) => {
      const state = new PaperState({ language: "en", questions: [{ ...question, number: 1 }] }, seed);
      const texts = state.choices().map((choice) => question.choices[choice - 1]);
      const places = wanted.map((text) => texts.indexOf(text));
      return places.reduce((code, place) => pressed(formOf(question), code, state.choices()[place] - 1), 0);
    });
    const expected = encoded(formOf(question), [2, 0, 3]);
    assert.deepEqual(codes, [expected, expected, expected]);
  }
});
