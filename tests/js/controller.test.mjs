/** What a page shows of a pupil: nothing before somebody has said who sits there, and nothing after the pupil has left. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { FakeNode, LEASE, RUNNING, fakePage, settled } from "./fakes.mjs";

mock.timers.enable({ apis: ["setTimeout"] });

/** An element that says what it shows. */
class Place extends FakeNode {
  dataset = {};
  replaceChildren(...children) {
    this.children = children;
  }
}
const places = { main: new Place(), banner: new Place() };
fakePage();
document.getElementById = (id) => places[id] || null;
const { Controller } = await import("../../static/js/pupil/controller.js");

/** The controller of a pupil at work. */
function atWork() {
  const store = { patch: async () => null, events: async () => [], settle: async () => undefined };
  const lease = { ...LEASE, stage: "ready", papers: {}, you: { number: 1 }, languages: [] };
  return new Controller({ store, languages: [], speak: () => undefined, leave: () => undefined }, lease, RUNNING);
}

test("what is sent before somebody has said who sits here brings no end of somebody else's", () => {
  const controller = atWork();
  controller.asking = true;
  controller.outbox.hears.state({ ...RUNNING, phase: "closed", receipt: "AAAA" });
  assert.equal(controller.finishing.ending, null);
  assert.equal(controller.heartbeat.state.receipt, null);
});

test("what comes after a pupil has left draws neither a question nor a word about answers", async () => {
  const controller = atWork();
  controller.papers.state = { position: 0 };
  controller.stop();
  controller.draw();
  controller.outbox.hears.changed();
  await settled();
  assert.deepEqual([places.main.dataset["screen"], places.banner.dataset["kind"]], [undefined, "none"]);
});
