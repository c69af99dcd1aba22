/** Every answer is kept before it is sent, goes out in order, and is sent until the server has it. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Refusal, Unreachable } from "../../static/js/pupil/api.js";
import { Outbox } from "../../static/js/pupil/outbox/outbox.js";
import { openStore } from "../../static/js/pupil/outbox/store.js";
import { Transport } from "../../static/js/pupil/outbox/entries.js";
import { LEASE, RUNNING, event, fakeRequests, settled } from "./fakes.mjs";

beforeEach(() => mock.timers.reset());

/** An outbox of a pupil, with what came to its server and what the page has heard. */
async function sitting(says = {}, lease = LEASE) {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  const store = await openStore();
  await store.put(lease);
  const heard = { states: 0, changed: 0, lost: [] };
  const hears = {
    state: () => (heard.states += 1),
    changed: () => (heard.changed += 1),
    lost: (error) => heard.lost.push(error),
  };
  const requests = fakeRequests(says);
  const outbox = new Outbox(store, lease, hears, new Transport(lease.credential, requests));
  outbox.pace.now = () => Date.now() + 1;
  return { outbox, store, heard, came: requests.came };
}

/** Lets time go by; what is asked meanwhile is answered. */
async function pass(seconds) {
  for (let gone = 0; gone < seconds; gone += 1) {
    mock.timers.tick(1000);
    await settled();
  }
}

function once(first, then) {
  let asked = 0;
  return (body) => {
    asked += 1;
    return asked === 1 ? first(body) : then(body);
  };
}

const taken = ({ events }) => ({ acked: events.map(([seq]) => seq), refused: [], state: RUNNING });
const raises = (error) => () => {
  throw error;
};

test("an answer is kept, sent with its number and the question on screen, and saved", async () => {
  const { outbox, store, heard, came } = await sitting();
  outbox.on = 4;
  await outbox.add(4, 2);
  assert.equal(outbox.saving().kind, "kept");
  assert.deepEqual((await store.events("lease")).map(({ mark }) => mark), ["new"]);
  await pass(1);
  assert.deepEqual(came, [{ seqs: [1], on: 4, keepalive: false }]);
  assert.deepEqual(outbox.saving(), { kind: "saved", waiting: 0 });
  assert.deepEqual((await store.events("lease")).map(({ mark }) => mark), ["acked"]);
  assert.equal(heard.states, 1);
});

test("what is made while one request is under way goes with the next, in order", async () => {
  let arrive = () => {};
  const slow = (body) => new Promise((resolve) => { arrive = () => resolve(taken(body)); });
  const { outbox, came } = await sitting({ answers: once(slow, taken) });
  await outbox.add(1, 1);
  await pass(1);
  await outbox.add(2, 1);
  await outbox.add(1, 3);
  await pass(1);
  assert.equal(came.length, 1, "one request at a time");
  arrive();
  await settled();
  await pass(1);
  assert.deepEqual(came.map(({ seqs }) => seqs), [[1], [2, 3]]);
});

test("the order of choices is the order they were made in, wherever they were read from", async () => {
  const { outbox, store } = await sitting();
  await outbox.add(1, 1);
  await store.append("lease", event(2, 2));
  await outbox.add(1, 3);
  await outbox.open();
  assert.deepEqual(outbox.choices(), [[1, 1], [2, 2], [1, 3]]);
});

test("four hundred go at once, the rest follows", async () => {
  const { outbox, store, came } = await sitting();
  for (let made = 0; made < 401; made += 1) {
    await store.append("lease", event(1, 1));
  }
  await outbox.open();
  await pass(2);
  assert.deepEqual(came.map(({ seqs }) => seqs.length), [400, 1]);
});

test("what a busy server did not take is sent again, not before it asked to", async () => {
  const { outbox, came } = await sitting({ answers: once(raises(new Unreachable(5)), taken) });
  await outbox.add(1, 1);
  await pass(4);
  assert.equal(came.length, 1);
  assert.ok(outbox.isRetrying());
  await pass(8);
  assert.deepEqual(came.map(({ seqs }) => seqs), [[1], [1]]);
  assert.deepEqual([outbox.isRetrying(), outbox.saving().kind], [false, "saved"]);
});

test("the teacher is called after two minutes without a server", async () => {
  const { outbox } = await sitting({ answers: raises(new Unreachable(0)) });
  await outbox.add(1, 1);
  await pass(110);
  assert.equal(outbox.saving().kind, "kept");
  await pass(15);
  assert.deepEqual(outbox.saving(), { kind: "call", waiting: 1 });
  outbox.stop();
});

test("a refused answer calls the teacher, is not sent again and holds no finish up", async () => {
  const says = { answers: () => ({ acked: [1], refused: [2], state: RUNNING }) };
  const { outbox, came } = await sitting(says);
  await outbox.add(1, 1);
  await outbox.add(2, 1);
  await pass(1);
  assert.deepEqual(outbox.saving(), { kind: "call", waiting: 0 });
  assert.equal((await outbox.finish()).receipt, "AAAA");
  assert.deepEqual(came.map(({ seqs, made }) => seqs || made), [[1, 2], 1]);
});

test("a credential that is worth nothing any more ends the sending", async () => {
  const gone = new Refusal(410, { error: "edition_over" });
  const { outbox, heard, came } = await sitting({ answers: raises(gone) });
  await outbox.add(1, 1);
  await pass(60);
  assert.deepEqual([came.length, heard.lost, outbox.unsent().length], [1, [gone], 1]);
});

test("what the server misses at the finish counts as unsent and is sent again", async () => {
  const missing = raises(new Refusal(409, { error: "unsent", missing: [1] }));
  const { outbox, store, came } = await sitting({ finish: once(missing, () => ({ receipt: "BBBB", state: RUNNING })) });
  await outbox.add(1, 1);
  await pass(1);
  await assert.rejects(outbox.finish(), Unreachable);
  assert.equal(outbox.unsent().length, 1);
  assert.deepEqual((await store.events("lease")).map(({ mark }) => mark), ["new"]);
  assert.equal((await outbox.finish()).receipt, "BBBB");
  assert.deepEqual(came.map(({ seqs, made }) => seqs || made), [[1], 1, [1], 1]);
});

test("nobody finishes while answers are unsent", async () => {
  const { outbox, came } = await sitting({ answers: raises(new Unreachable(0)) });
  await outbox.add(1, 1);
  await assert.rejects(outbox.finish(), Unreachable);
  assert.ok(came.every(({ made }) => made === undefined));
  outbox.stop();
});

test("a page that is left sends once more, in a request that outlives it", async () => {
  const { outbox, came } = await sitting({ answers: raises(new Unreachable(0)) });
  await outbox.add(1, 1);
  outbox.leave();
  assert.deepEqual(came, [{ seqs: [1], on: undefined, keepalive: true }]);
  outbox.stop();
  outbox.leave();
  assert.equal(came.length, 1, "whoever has stopped sends nothing");
});

test("a lease that another tab wiped is written anew, its numbers go on", async () => {
  const { outbox, store } = await sitting();
  await outbox.add(1, 1);
  await store.wipe("lease");
  await outbox.add(2, 1);
  assert.deepEqual((await store.events("lease")).map(({ seq }) => seq), [2]);
});

test("where nothing can be kept the answer is sent all the same, and the teacher is called", async () => {
  const { outbox, store, came } = await sitting();
  store.append = store.put = async () => Promise.reject(new Error("disk full"));
  await outbox.add(1, 1);
  await outbox.add(2, 1);
  await pass(1);
  assert.deepEqual(came.map(({ seqs }) => seqs), [[1, 2]]);
  assert.equal(outbox.saving().kind, "call");
});

test("everything is forgotten once the server has it, and not before", async () => {
  const { outbox, store } = await sitting();
  await outbox.add(1, 1);
  await outbox.wipe();
  assert.equal((await store.leases()).length, 1);
  await pass(1);
  await outbox.wipe();
  assert.deepEqual([(await store.leases()).length, (await store.events("lease")).length], [0, 0]);
});

for (const [when, first] of [["before", true], ["after", false]]) {
  test(`an answer that is being stored is sent though the outbox is read anew ${when} it is there`, async () => {
    const { outbox, store, came } = await sitting();
    const append = store.append.bind(store);
    let go = () => undefined;
    const held = new Promise((resolve) => (go = () => resolve(undefined)));
    store.append = async (id, made) => {
      const entry = first ? (await held, await append(id, made)) : await append(id, made);
      await held;
      return entry;
    };
    const adding = outbox.add(3, 1);
    await settled();
    await outbox.open();
    go();
    await adding;
    await pass(1);
    assert.deepEqual(came.map(({ seqs }) => seqs), [[1]]);
    assert.equal(outbox.saving().kind, "saved");
    assert.deepEqual(outbox.choices(), [[3, 1]]);
  });
}

test("a store that cannot be read keeps nobody out of the quiz, and what the page knows is sent", async () => {
  const { outbox, store, came } = await sitting();
  outbox.entries.all = [{ lease: LEASE.id, seq: 1, ...event(1, 2), mark: "new" }];
  store.events = async () => Promise.reject(new Error("broken"));
  await outbox.open();
  await pass(1);
  assert.deepEqual(came.map(({ seqs }) => seqs), [[1]]);
});
