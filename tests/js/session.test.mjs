/** What a join brings: it leads into the quiz once, however often it is pressed, and what a browser keeps of it. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { FakeNode, RUNNING, fakePage, fakeStorage, settled } from "./fakes.mjs";

// Nobody waits here for the rounds in which earlier pupils' answers are sent.
mock.timers.enable({ apis: ["setTimeout"] });
Object.defineProperty(globalThis, "localStorage", { value: fakeStorage(), configurable: true });
fakePage();
document.getElementById = (id) => (/-(styles|modules)$/.test(id) ? null : new FakeNode());
document.querySelectorAll = () => [];
document.documentElement.dataset = {};
const { openStore } = await import("../../static/js/pupil/outbox/store.js");
const { letNextJoin } = await import("../../static/js/pupil/entering.js");

const TYPED = { code: "222222", number: "1", pin: "1001" };
const REPLY = { you: { number: 1, country: "BA" }, language: "bs", languages: ["bs"], asked: ["bs"], nudges: "", state: RUNNING };
/** Its language never comes: what is on the disk by then is looked at. */
const PAGE = { languages: [], chosen: () => "", speak: () => new Promise(() => undefined), leave: () => undefined, show: () => undefined };
let pages = 0;

/** The script of a page that has just been opened. */
function opened() {
  pages += 1;
  letNextJoin();
  return import(`../../static/js/pupil/session.js?page=${pages}`);
}

/** Lets all that follows a reply come about. */
async function cameAbout() {
  for (let turn = 0; turn < 20; turn += 1) {
    await settled();
  }
}

/** The lease that is kept after this reply. */
async function keptAfter(reply) {
  const { enter } = await opened();
  globalThis.fetch = async () => ({ ok: true, text: async () => JSON.stringify(reply) });
  void enter(PAGE, TYPED, { busy: () => undefined, wanted: () => true });
  const store = await openStore();
  await cameAbout();
  return (await store.leases()).find(({ credential }) => credential === reply.credential);
}

/** A page at which joins are pressed, each ending the one before; `entered`: how often one has led into the quiz. */
async function atTheWayIn() {
  const { enter } = await opened();
  const [asked, did] = [[], { entered: 0, busy: 0 }];
  globalThis.fetch = (path, init) =>
    new Promise((resolve, reject) => {
      const replied = (reply) => resolve({ ok: true, text: async () => JSON.stringify({ ...REPLY, ...reply }) });
      const { id } = JSON.parse(init.body);
      asked.push({ path, id, by: init.headers["Authorization"], replied, lost: () => reject(new Error("network")) });
    });
  const speak = () => {
    did.entered += 1;
    return new Promise(() => undefined);
  };
  let newest = 0;
  const press = (digits) => {
    newest += 1;
    const turn = newest;
    const busy = () => {
      did.busy += 1;
    };
    void enter({ ...PAGE, speak }, digits, { busy, wanted: () => turn === newest });
  };
  return { asked, did, press };
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

test("pressed twice, a join leads into the quiz once, and a press after that changes nothing", async () => {
  const { asked, did, press } = await atTheWayIn();
  press(TYPED);
  press(TYPED);
  assert.equal(asked[0].id, asked[1].id);
  asked[0].replied({ credential: "1.5:once" });
  await cameAbout();
  press(TYPED);
  asked[1].replied({ credential: "1.5:once" });
  await cameAbout();
  assert.deepEqual([did, asked.length], [{ entered: 1, busy: 0 }, 2]);
});

test("a press that fails after another one has led into the quiz brings no word of it", async () => {
  const { asked, did, press } = await atTheWayIn();
  press(TYPED);
  press(TYPED);
  asked[1].replied({ credential: "1.6:second" });
  await cameAbout();
  asked[0].lost();
  await cameAbout();
  assert.deepEqual(did, { entered: 1, busy: 0 });
});

test("whoever corrects the number gets that card, and the first one is free again", async () => {
  const { asked, did, press } = await atTheWayIn();
  press(TYPED);
  press({ ...TYPED, number: "2" });
  asked[0].replied({ credential: "1.7:first" });
  await cameAbout();
  assert.deepEqual([asked[2]?.path, asked[2]?.by, did.entered], ["/hall/leave", "Bearer 1.7:first", 0]);
  asked[1].replied({ credential: "2.1:second" });
  await cameAbout();
  assert.deepEqual([did.entered, asked.length], [1, 3]);
});
