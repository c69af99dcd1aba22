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

test("an old reply that comes after the finish takes nobody back into the quiz", () => {
  const { finishing, did } = atTheEnd("finished");
  finishing.goOn();
  assert.notEqual(finishing.ending, null);
  assert.deepEqual(did, []);
});
