/** Signs of life of one lease: how often, what they tell, and what a failure changes. */
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import { Refusal, Unreachable } from "../../static/js/pupil/api.js";
import { Heartbeat } from "../../static/js/pupil/heartbeat.js";
import { RUNNING, settled } from "./fakes.mjs";

afterEach(() => {
  mock.timers.reset();
  mock.restoreAll();
});

/** A heartbeat whose server says `replies`, one after another, the last one for ever. */
function beating(replies, tells = {}) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  mock.method(globalThis, "fetch", async (_path, init) => {
    sent.push(JSON.parse(init.body));
    const [status, body] = replies[Math.min(sent.length, replies.length) - 1];
    return new Response(JSON.stringify(body), { status });
  });
  const heard = mock.fn();
  const heartbeat = new Heartbeat("secret", RUNNING, { heard, on: () => 0, retrying: () => false, ...tells });
  return { heartbeat, heard, sent };
}

const WELL = [200, { state: RUNNING }];

/** Lets time go by; a reply takes several turns of the loop. */
async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  for (let turn = 0; turn < 10; turn += 1) {
    await settled();
  }
}

test("the next beat comes a beat later, a tenth more at the most", async () => {
  const { heartbeat, heard, sent } = beating([WELL]);
  heartbeat.beatLater();
  await pass(14999);
  assert.equal(sent.length, 0);
  await pass(1502);
  assert.deepEqual([sent.length, heard.mock.callCount()], [1, 1]);
});

test("a beat tells the question on screen, and once that the pupil did something", async () => {
  const { heartbeat, sent } = beating([WELL], { on: () => 4 });
  heartbeat.active = true;
  await heartbeat.beat();
  await heartbeat.beat();
  assert.deepEqual(sent, [{ on: 4, active: true }, { on: 4, active: false }]);
});

test("what a lost beat should have told is told by the next", async () => {
  const { heartbeat, sent } = beating([[503, {}], WELL]);
  heartbeat.active = true;
  heartbeat.marks = [3];
  await heartbeat.beat();
  await heartbeat.beat();
  await heartbeat.beat();
  const told = { active: true, marks: [3] };
  assert.deepEqual(sent, [told, told, { active: false }]);
});

test("marks go out within two seconds", async () => {
  const { heartbeat, sent } = beating([WELL]);
  heartbeat.tell([2, 5]);
  await pass(999);
  assert.equal(sent.length, 0);
  await pass(1002);
  assert.deepEqual(sent, [{ active: false, marks: [2, 5] }]);
});

test("a mark made while a beat is under way is told by the next", async () => {
  const { heartbeat, sent } = beating([WELL]);
  heartbeat.marks = [3];
  const beat = heartbeat.beat();
  heartbeat.marks = [3, 4];
  await beat;
  await heartbeat.beat();
  assert.deepEqual(sent.map(({ marks }) => marks), [[3], [3, 4]]);
});

test("answers that are tried again are sign of life enough", async () => {
  const { heartbeat, sent } = beating([WELL], { retrying: () => true });
  await heartbeat.beat();
  assert.equal(sent.length, 0);
});

for (const [status, error, over] of [[401, "unknown", false], [410, "edition_over", true]]) {
  test(`${error} ends the beating`, async () => {
    const { heartbeat, heard, sent } = beating([[status, { error }]]);
    await heartbeat.beat();
    assert.deepEqual([heartbeat.lost, heartbeat.over, heard.mock.callCount()], [true, over, 1]);
    await pass(60000);
    assert.equal(sent.length, 1);
  });
}

for (const [what, first, second, left] of [
  ["a reply that was overtaken changes nothing", ["paused", -10], ["running", -20], "paused"],
  ["one that was asked for later does", ["running", -20], ["paused", -10], "paused"],
  ["none that was asked for before the end was heard of takes it back", ["closed", -20], ["running", -10], "closed"],
  ["one that was asked for since does", ["closed", -20], ["running", 10000], "running"],
]) {
  test(`of two replies, whichever comes first: ${what}`, () => {
    const { heartbeat } = beating([WELL]);
    const before = performance.now();
    for (const [phase, since] of [first, second]) {
      heartbeat.hear({ ...RUNNING, phase, asked: before + since });
    }
    assert.equal(heartbeat.state.phase, left);
  });
}

test("a reply says when it was asked for", async () => {
  const { heartbeat } = beating([WELL]);
  const before = performance.now();
  await heartbeat.beat();
  assert.ok(before <= heartbeat.state.asked && heartbeat.state.asked <= performance.now());
});

test("what is insisted on is asked again until it is answered, a refusal is passed on", async () => {
  const { heartbeat } = beating([WELL]);
  let asked = 0;
  const what = async () => {
    asked += 1;
    if (asked < 3) {
      throw new Unreachable(0);
    }
    return "yes";
  };
  const answer = heartbeat.insist(what);
  await pass(0);
  await pass(2000);
  await pass(4000);
  assert.equal(await answer, "yes");
  await assert.rejects(heartbeat.insist(() => Promise.reject(new Refusal(409, { error: "closed" }))), Refusal);
});

test("who waits for nothing any more gets nothing", async () => {
  const { heartbeat } = beating([WELL]);
  heartbeat.stop();
  assert.equal(await heartbeat.insist(async () => "yes"), null);
});
