/** What a pupil does on the way, and what the teacher does with the card meanwhile. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeNode, LEASE, fakePage } from "./fakes.mjs";

const line = new FakeNode();
fakePage();
document.getElementById = (id) => (id === "remark" ? line : null);
const { Actions } = await import("../../static/js/pupil/actions.js");

test("work that was given to another card has its number, and its pupil is told once", () => {
  const did = [];
  const lease = { ...LEASE, you: { number: 13, name: "Emina" } };
  const keep = (changes) => Object.assign(lease, changes);
  const actions = new Actions({ lease, keep, isCurrent: () => true, draw: () => did.push(lease.you.number) });
  actions.renumber({});
  actions.renumber({ number: 13 });
  assert.deepEqual([did, line.textContent], [[], ""]);
  actions.renumber({ number: 14 });
  actions.renumber({ number: 14 });
  assert.deepEqual([did, lease.you], [[14], { number: 14, name: "" }]);
  assert.match(line.textContent, /^Your teacher has given your work to card 14\./);
  actions.renumber({ number: 15, needs: ["large"] });
  assert.equal(document.documentElement.dataset.size, "large", "as the teacher noted for that card");
  assert.match(line.textContent, /^Your teacher has given your work to card 15\./, "the newer one alone");
});

test("who has the card no more is told no number", () => {
  const lease = { ...LEASE, you: { number: 13 } };
  new Actions({ lease, isCurrent: () => false }).renumber({ number: 14 });
  assert.equal(lease.you.number, 13);
});

test("a page that was reloaded in the middle of the practice questions has them once more from the step before", () => {
  const lease = { ...LEASE, stage: "practice" };
  const keep = (changes) => Object.assign(lease, changes);
  new Actions({ lease, keep, papers: { trial: {} } }).beginPracticeAnew();
  assert.equal(lease.stage, "practice");
  new Actions({ lease, keep, papers: { trial: null } }).beginPracticeAnew();
  assert.equal(lease.stage, "how");
  Object.assign(lease, { stage: "ready" });
  new Actions({ lease, keep, papers: { trial: null } }).beginPracticeAnew();
  assert.equal(lease.stage, "ready");
});
