/** The clock says once what time was given, and nothing of what a pause, a late reply or a new beginning moves. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { FakeNode, fakePage } from "./fakes.mjs";

const line = new FakeNode();
fakePage(() => new FakeNode());
document.getElementById = () => line;
const { Clock } = await import("../../static/js/pupil/clock.js");
const { Heartbeat } = await import("../../static/js/pupil/heartbeat.js");

const FIVE = "You get 5 more minutes.";
let moment = 0;
mock.method(performance, "now", () => moment);
mock.timers.enable({ apis: ["setTimeout"] });

beforeEach(() => {
  moment = 1000;
  line.children = [];
});

/** A clock that runs with so many seconds left, ten seconds after it was told so. */
function running(left = 960) {
  const clock = new Clock();
  clock.set(left, true);
  moment += 10000;
  return clock;
}

test("minutes that are given are told once, and the clock is back for a while", () => {
  const clock = running();
  clock.set(1250.2, true);
  assert.equal(line.textContent, FIVE);
  assert.ok(clock.shownUntil > moment);
  line.children = [];
  moment += 2000;
  clock.set(1248, true);
  assert.equal(line.textContent, "");
});

test("one minute is told as one, and to whom the time was up as well", () => {
  running().set(1010, true);
  assert.equal(line.textContent, "You get 1 more minute.");
  running(5).set(300, true);
  assert.equal(line.textContent, FIVE);
});

test("what was given in a pause is told when the clock runs again", () => {
  const clock = running();
  clock.set(950, false);
  moment += 60000;
  clock.set(1250, false);
  assert.equal(line.textContent, "");
  moment += 60000;
  clock.set(1250, true);
  assert.equal(line.textContent, FIVE);
});

test("a pause, a late reply, a limit that goes or comes and the first word give nothing", () => {
  const clock = running();
  clock.set(950, false);
  moment += 600000;
  clock.set(950, true);
  clock.set(990, true);
  clock.set(null, true);
  clock.set(1200, true);
  assert.equal(line.textContent, "");
});

test("a quiz that is opened again gives back what was left, and no more", () => {
  const clock = running();
  clock.forget();
  moment += 600000;
  clock.set(950, true);
  assert.equal(line.textContent, "");
});

test("whoever reloads the page while nobody answers is not told to have no limit", () => {
  const { state } = new Heartbeat("secret", null, {});
  const clock = new Clock();
  clock.heed({ ...state, phase: "running" });
  assert.deepEqual([clock.words(), clock.isUp()], ["", false]);
  clock.heed({ ...state, phase: "running", left: null });
  assert.equal(clock.words(), "No time limit");
});
