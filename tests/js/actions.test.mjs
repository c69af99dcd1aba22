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

test("what is tried is asked for in the waiting room, anew by a page that was reloaded, and not at work", () => {
  const asked = [];
  const tryOut = ({ phase = "waiting", stage = "practice", trial = null, papers = {} }) => {
    const lease = { ...LEASE, stage, papers };
    new Actions({ lease, heartbeat: { state: { phase } }, papers: { trial, tryOut: () => asked.push(stage) } }).tryOut();
    return asked.splice(0).length;
  };
  assert.deepEqual([tryOut({}), tryOut({ phase: "late" })], [1, 1]);
  assert.deepEqual([tryOut({ trial: {} }), tryOut({ stage: "ready" }), tryOut({ phase: "running" }), tryOut({ papers: { en: "digest" } })], [0, 0, 0, 0]);
});
