/** One event for each thought: made once the hand rests, or at once where nothing may wait. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Outbox } from "../../static/js/pupil/outbox/outbox.js";
import { openStore } from "../../static/js/pupil/outbox/store.js";
import { Transport } from "../../static/js/pupil/outbox/entries.js";
import { Thoughts } from "../../static/js/pupil/thoughts.js";
import { LEASE, fakeRequests, settled } from "./fakes.mjs";

beforeEach(() => mock.timers.reset());

/** Thoughts, with the events that were made of them; `left` seconds of time are left. */
function thinking(left = null) {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const made = [];
  const time = { left };
  const thoughts = new Thoughts({ make: async (question, code) => void made.push([question, code]), left: () => time.left });
  return { thoughts, made, time, press: (question, code) => thoughts.have({ question, code }) };
}

test("presses that follow each other quickly are one event, made once the hand rests", () => {
  const { made, press } = thinking();
  for (const code of [2, 4, 12]) {
    press(1, code);
    mock.timers.tick(700);
  }
  assert.deepEqual(made, []);
  mock.timers.tick(100);
  assert.deepEqual(made, [[1, 12]]);
  mock.timers.tick(5000);
  assert.equal(made.length, 1);
});

test("an answer is busy until its event is kept", async () => {
  const { thoughts, press } = thinking();
  press(1, 2);
  assert.ok(thoughts.isBusy());
  const settling = thoughts.settle();
  assert.equal(thoughts.open, null);
  assert.ok(thoughts.isBusy());
  await settling;
  assert.equal(thoughts.isBusy(), false);
});

test("the next thought about the same question is an event of its own", () => {
  const { made, press } = thinking();
  press(1, 2);
  mock.timers.tick(800);
  press(1, 6);
  mock.timers.tick(800);
  assert.deepEqual(made, [[1, 2], [1, 6]]);
});

test("leaving the question makes the event at once, and only once", async () => {
  const { made, press, thoughts } = thinking();
  press(1, 2);
  await thoughts.settle();
  await thoughts.settle();
  mock.timers.tick(2000);
  assert.deepEqual(made, [[1, 2]]);
});

test("a press at another question ends the thought about this one", () => {
  const { made, press } = thinking();
  press(1, 2);
  press(2, 4);
  assert.deepEqual(made, [[1, 2]]);
  mock.timers.tick(800);
  assert.deepEqual(made, [[1, 2], [2, 4]]);
});

test("back at what was stored last there is no event", () => {
  const { made, press, thoughts } = thinking();
  thoughts.know([[1, 2], [1, 6]]);
  press(1, 14);
  press(1, 6);
  mock.timers.tick(800);
  press(2, 4);
  press(2, 1);
  mock.timers.tick(800);
  assert.deepEqual(made, [], "touched and empty again is no more than never touched");
  press(1, 2);
  mock.timers.tick(800);
  press(1, 1);
  mock.timers.tick(800);
  assert.deepEqual(made, [[1, 2], [1, 1]], "emptied after it was stored is news");
});

for (const [left, rest] of [[null, 800], [undefined, 800], [60, 800], [2.5, 500], [2, 0], [0, 0]]) {
  test(`with ${left} seconds left a thought may take ${rest} ms`, () => {
    const { made, press } = thinking(left);
    press(1, 2);
    if (rest) {
      mock.timers.tick(rest - 1);
      assert.deepEqual(made, []);
      mock.timers.tick(1);
    }
    assert.deepEqual(made, [[1, 2]]);
  });
}

test("a single choice waits for nothing", async () => {
  const { made, thoughts } = thinking();
  await thoughts.haveAtOnce({ question: 1, code: 1 });
  await thoughts.haveAtOnce({ question: 1, code: 3 });
  assert.deepEqual(made, [[1, 1], [1, 3]]);
});

test("a thought that ends with the finish gets its number before the finish names the last one", async () => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const store = await openStore();
  await store.put(LEASE);
  const append = store.append.bind(store);
  store.append = async (...event) => {
    await settled();
    return append(...event);
  };
  const requests = fakeRequests();
  const hears = { state: () => undefined, changed: () => undefined, lost: () => undefined };
  const outbox = new Outbox(store, LEASE, hears, new Transport(LEASE.credential, requests));
  const thoughts = new Thoughts({ make: (question, code) => outbox.add(question, code), left: () => null });
  thoughts.have({ question: 1, code: 2 });
  void thoughts.settle();
  await outbox.finish();
  assert.deepEqual(requests.came.map(({ seqs, made }) => seqs || made), [[1], 1]);
});
