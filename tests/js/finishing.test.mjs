/** The end of an attempt, and a quiz that is opened again after it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { LEASE, RUNNING } from "./fakes.mjs";

globalThis.window = { addEventListener: () => undefined };
globalThis.document = { addEventListener: () => undefined, getElementById: () => null };
globalThis.sessionStorage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
const { Finishing } = await import("../../static/js/pupil/finishing.js");

/** A pupil whose attempt has ended, in a sitting of this phase. */
function atTheEnd(phase) {
  const did = [];
  const controller = {
    did,
    heartbeat: { state: { ...RUNNING, phase } },
    lease: { ...LEASE, you: {}, languages: [], papers: {} },
    papers: { state: null, open: () => did.push("paper") },
    outbox: { unsent: () => [], flush: async () => undefined, wipe: async () => undefined, goOn: () => did.push("outbox") },
    thoughts: { settle: async () => undefined },
    keep: (changes) => did.push(changes),
    draw: () => undefined,
    leave: () => undefined,
  };
  const finishing = new Finishing(controller);
  finishing.ending = { stop: () => did.push("stopped"), wait: async () => undefined };
  finishing.reach("AAAA");
  return { finishing, did };
}

test("a quiz that is opened again goes on at this computer", () => {
  const { finishing, did } = atTheEnd("closed");
  finishing.goOn();
  assert.equal(finishing.ending, null);
  assert.deepEqual(did, ["stopped", "outbox", { finishing: false }, "paper"]);
});

for (const [how, state, byTime] of [
  ["the time was up", { left: 0 }, true],
  ["the teacher has ended the quiz", { phase: "closed", left: 300, interrupted: true }, true],
  ["it was finished in another tab", { left: 300 }, false],
  ["it was finished by who has no limit", { left: null }, false],
]) {
  test(`how the end came: ${how}`, () => {
    const { finishing } = atTheEnd("finished");
    const { controller } = finishing;
    controller.lease.papers = { en: "digest" };
    Object.assign(controller.heartbeat.state, { left: 300, ...state });
    assert.equal(finishing.isByTime(), byTime);
  });
}

test("who may go on once the quiz is opened again is kept with the end, to be found after a reload", () => {
  const { finishing } = atTheEnd("closed");
  const { controller } = finishing;
  controller.outbox.last = () => 7;
  assert.equal(finishing.end("AAAA").reached.lease, undefined);
  controller.heartbeat.state.interrupted = true;
  assert.deepEqual(finishing.end("AAAA").reached.lease, { ...controller.lease, finishing: false, made: 7 });
});

test("what is not sent yet is told anew when it changes, and not each second", () => {
  const { finishing } = atTheEnd("running");
  const { controller } = finishing;
  const drawn = [];
  Object.assign(controller, { shown: "sending", draw: () => drawn.push(finishing.rest().failing) });
  controller.outbox.pace = { failingFor: () => 0 };
  finishing.drawRest();
  finishing.drawRest();
  controller.outbox.pace.failingFor = () => 5000;
  finishing.drawRest();
  controller.outbox.pace.failingFor = () => 31000;
  finishing.drawRest();
  assert.deepEqual(drawn, [0, 5000, 31000]);
});

test("an old reply that comes after the finish takes nobody back into the quiz", () => {
  const { finishing, did } = atTheEnd("finished");
  finishing.goOn();
  assert.notEqual(finishing.ending, null);
  assert.deepEqual(did, []);
});
