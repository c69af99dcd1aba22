/** When an outbox sends: what gathers, how long a failure holds it, the last half minute. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace, pause } from "../../static/js/pupil/outbox/pace.js";
import { RUNNING } from "./fakes.mjs";

/** A pace by a clock that the test sets. */
function paceAt(milliseconds) {
  const clock = { now: milliseconds };
  return { clock, pace: new Pace(() => clock.now) };
}

function spreadOf(failures, asked) {
  const pauses = Array.from({ length: 2000 }, () => pause(failures, asked) / 1000);
  return [Math.min(...pauses), Math.max(...pauses)];
}

test("a pause grows with the failures, spreads, and is never shorter than asked", () => {
  for (const [failures, asked, least, most] of [
    [1, 0, 0.5, 1.5],
    [4, 0, 5, 15],
    [9, 0, 5, 15],
    [1, 5, 5, 10],
    [4, 30, 30, 60],
  ]) {
    const [shortest, longest] = spreadOf(failures, asked);
    assert.ok(least <= shortest && shortest < least + 0.05 * most, `${failures}, ${asked}: from ${shortest}`);
    assert.ok(0.95 * most < longest && longest <= most, `${failures}, ${asked}: to ${longest}`);
  }
});

test("events gather as long as the server wants, counted from the last that were sent", () => {
  const { clock, pace } = paceAt(1000);
  pace.heed({ ...RUNNING, wait: 8 });
  pace.sent();
  clock.now += 3000;
  assert.equal(pace.delay(), 5000);
  clock.now += 6000;
  assert.equal(pace.delay(), 0);
});

test("nothing gathers in the last half minute", () => {
  const { clock, pace } = paceAt(1000);
  pace.heed({ ...RUNNING, wait: 20, left: 34 });
  pace.sent();
  assert.equal(pace.delay(), 4000);
  clock.now += 4000;
  assert.equal(pace.delay(), 0);
});

test("without a limit, and while it is paused, no end comes near", () => {
  const { pace } = paceAt(1000);
  for (const state of [{ ...RUNNING, left: null }, { ...RUNNING, phase: "paused", left: 3 }]) {
    pace.heed(state);
    assert.equal(pace.untilLast(), Infinity);
  }
});

test("a failure holds everything back as long as asked, recovery lets it go", () => {
  const { pace } = paceAt(1000);
  pace.failed();
  pace.hold(30);
  assert.ok(pace.delay() >= 30000);
  pace.recovered();
  assert.equal(pace.delay(), 0);
});

test("around the deadline a failure holds nothing back for long", () => {
  const { clock, pace } = paceAt(1000);
  pace.heed({ ...RUNNING, left: 10 });
  pace.failed();
  assert.ok(pace.pause(60) <= 3000);
  clock.now += 41000;
  assert.ok(pace.pause(60) >= 60000, "long after the deadline it waits as usual");
});

test("two minutes of failures in a row are long", () => {
  const { clock, pace } = paceAt(1000);
  assert.equal(pace.isFailingLong(), false);
  pace.failed();
  clock.now += 119000;
  pace.failed();
  assert.equal(pace.isFailingLong(), false);
  clock.now += 2000;
  assert.equal(pace.isFailingLong(), true);
  pace.recovered();
  assert.equal(pace.isFailingLong(), false);
});

test("while nobody has said how much time is left answers go at once", () => {
  const { pace } = paceAt(5000);
  pace.heed({ ...RUNNING, left: undefined });
  assert.equal(pace.delay(), 0);
});
