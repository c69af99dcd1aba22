/** Where answers are kept in browsers without IndexedDB: in localStorage, or in the page's memory. */
import assert from "node:assert/strict";
import { afterEach, test } from "node:test";

import { openStore, takeOver } from "../../static/js/pupil/outbox/store.js";
import { LEASE, event, fakeStorage } from "./fakes.mjs";

function browserWith(localStorage) {
  Object.defineProperty(globalThis, "localStorage", { value: localStorage, configurable: true });
}

afterEach(() => browserWith(undefined));

for (const [name, storage] of [["localStorage", fakeStorage()], ["memory", undefined], ["full", fakeStorage({ full: true })]]) {
  test(`${name}: numbers count up, and the lease knows the last one`, async () => {
    browserWith(storage);
    const store = await openStore();
    await store.put(LEASE);
    const first = await store.append("lease", event(3, 1, 10));
    const second = await store.append("lease", event(3, 2, 20));
    assert.deepEqual(first, { lease: "lease", seq: 1, question: 3, choice: 1, at: 10, mark: "new" });
    assert.deepEqual(await store.events("lease"), [first, second]);
    const [lease] = await store.leases();
    assert.deepEqual([lease.made, lease.touched, lease.aside], [2, 20, false]);
    await store.wipe("lease");
  });
}

test("a second tab goes on counting where the first one is", async () => {
  browserWith(fakeStorage());
  const [one, other] = [await openStore(), await openStore()];
  await one.put(LEASE);
  const seqs = [];
  for (const store of [one, other, one, other]) {
    seqs.push((await store.append("lease", event(1, 1))).seq);
  }
  assert.deepEqual(seqs, [1, 2, 3, 4]);
});

test("a number that is taken is not made again, even where the lease has forgotten it", async () => {
  browserWith(fakeStorage());
  const store = await openStore();
  await store.put(LEASE);
  await store.append("lease", event(1, 1));
  await store.put({ ...LEASE, made: 0 });
  assert.equal((await store.append("lease", event(1, 2))).seq, 2);
});

test("events come in the order they were made, also beyond nine", async () => {
  browserWith(fakeStorage());
  const store = await openStore();
  await store.put(LEASE);
  for (let at = 1; at <= 11; at += 1) {
    await store.append("lease", event(at, 1, at));
  }
  assert.deepEqual((await store.events("lease")).map(({ seq }) => seq), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test("what is settled is marked, what is unknown is left alone", async () => {
  browserWith(undefined);
  const store = await openStore();
  await store.put(LEASE);
  await store.append("lease", event(1, 1));
  await store.append("lease", event(2, 1));
  await store.settle("lease", [2, 7], "acked");
  assert.deepEqual((await store.events("lease")).map(({ mark }) => mark), ["new", "acked"]);
});

test("a lease that is patched keeps the rest; one that is gone stays gone", async () => {
  browserWith(undefined);
  const store = await openStore();
  await store.put(LEASE);
  assert.equal((await store.patch("lease", { finishing: true })).credential, "secret");
  assert.equal(await store.patch("another", { finishing: true }), null);
  assert.deepEqual((await store.leases()).map(({ id, finishing }) => [id, finishing]), [["lease", true]]);
});

test("wiping one lease leaves the others", async () => {
  browserWith(fakeStorage());
  const store = await openStore();
  for (const id of ["one", "other"]) {
    await store.put({ ...LEASE, id });
    await store.append(id, event(1, 1));
  }
  await store.wipe("one");
  assert.deepEqual((await store.leases()).map(({ id }) => id), ["other"]);
  assert.deepEqual([(await store.events("one")).length, (await store.events("other")).length], [0, 1]);
});

test("what was kept in another place goes on in this one under its numbers, sent or not, and is there no more", async () => {
  browserWith(fakeStorage());
  const kept = await openStore();
  browserWith(fakeStorage());
  const store = await openStore();
  // Opened again after an end that had sent all: the first four are not here.
  await kept.put({ ...LEASE, made: 4 });
  for (const choice of [1, 2, 3]) {
    await kept.append("lease", event(5, choice, choice * 10));
  }
  await kept.settle("lease", [5], "acked");
  await kept.settle("lease", [6], "refused");
  await kept.patch("lease", { aside: true });
  const [leases, events] = [await kept.leases(), await kept.events("lease")];
  await takeOver(store, kept);
  assert.deepEqual([await store.leases(), await store.events("lease")], [leases, events]);
  assert.deepEqual(events.map(({ seq, mark }) => [seq, mark]), [[5, "acked"], [6, "refused"], [7, "new"]]);
  assert.deepEqual([await kept.leases(), await kept.events("lease")], [[], []]);
  assert.equal((await store.append("lease", event(5, 4))).seq, 8);
});
