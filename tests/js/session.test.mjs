/** What a browser keeps of a join: also where the code of the class's other group was typed, its file is of the sitting it works in. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { FakeNode, RUNNING, fakePage, fakeStorage, settled } from "./fakes.mjs";

// Nobody waits here for the rounds in which earlier pupils' answers are sent.
mock.timers.enable({ apis: ["setTimeout"] });
Object.defineProperty(globalThis, "localStorage", { value: fakeStorage(), configurable: true });
fakePage();
document.getElementById = (id) => (id === "later-styles" ? null : new FakeNode());
document.querySelectorAll = () => [];
document.documentElement.dataset = {};
const { enter } = await import("../../static/js/pupil/session.js");
const { openStore } = await import("../../static/js/pupil/outbox/store.js");

const TYPED = { code: "222222", number: "1", pin: "1001" };
const REPLY = { you: { number: 1, country: "BA" }, language: "bs", languages: ["bs"], asked: ["bs"], practice: {}, nudges: "", state: RUNNING };
/** Its language never comes: what is on the disk by then is looked at. */
const PAGE = { languages: [], chosen: () => "", speak: () => new Promise(() => undefined), leave: () => undefined, show: () => undefined };

/** The lease that is kept after this reply. */
async function keptAfter(reply) {
  globalThis.fetch = async () => ({ ok: true, text: async () => JSON.stringify(reply) });
  void enter(PAGE, TYPED, { busy: () => undefined, wanted: () => true });
  const store = await openStore();
  for (let turn = 0; turn < 50; turn += 1) {
    await settled();
    const kept = (await store.leases()).find(({ credential }) => credential === reply.credential);
    if (kept) {
      return kept;
    }
  }
  return null;
}

test("a lease has the code of the sitting it works in, whichever was typed, and so has its file", async () => {
  const kept = await keptAfter({ ...REPLY, credential: "1.2:other", code: "111111" });
  const own = await keptAfter({ ...REPLY, credential: "1.3:own", code: "222222" });
  assert.deepEqual([kept?.code, own?.code], ["111111", "222222"]);
  assert.notEqual(kept?.seed, own?.seed);
});

test("where an older server names no code it is the one that was typed", async () => {
  assert.equal((await keptAfter({ ...REPLY, credential: "1.4:older" }))?.code, "222222");
});

test("the order of questions comes of what the server names, whichever number and code have the work by now", async () => {
  const first = await keptAfter({ ...REPLY, credential: "1.5:first", code: "222222", order: "1" });
  const swapped = { ...REPLY, you: { number: 2, country: "BA" }, credential: "1.6:swapped", code: "333333", order: "1" };
  const another = { ...swapped, credential: "2.1:another", order: "2" };
  assert.equal((await keptAfter(swapped))?.seed, first?.seed);
  assert.notEqual((await keptAfter(another))?.seed, first?.seed);
});
