/** What the last screen offers: a receipt to copy, to ask while something may come, to leave the seat. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { FakeNode, fakePage } from "./fakes.mjs";

class DrawnNode extends FakeNode {
  /** Texts of all receipts in it. */
  receipts() {
    const within = this.children.flatMap((each) => (each instanceof DrawnNode ? each.receipts() : []));
    return this["data-testid"] === "receipt" ? [this.textContent] : within;
  }
  /** Texts of all buttons in it, by id. */
  buttons() {
    const within = Object.assign({}, ...this.children.map((each) => (each instanceof DrawnNode ? each.buttons() : {})));
    return this.type === "button" && this.id ? { [this.id]: this.textContent.trim() } : within;
  }
}
fakePage(() => new DrawnNode());
globalThis.location = { origin: "", pathname: "" };
const { finished } = await import("../../static/js/pupil/result.js");
const { Ending } = await import("../../static/js/pupil/ending.js");

const SCORED = { phase: "scored", score: 3, max_score: 12, topics: [], kind: "official" };
const KEYS = { language: "en", questions: [] };
const END = { receipt: "AAAA", thanks: "Thank you.", standing: "", keys: null, failed: false, safe: true, answered: 0, count: 1, late: 0, since: 0 };

/** The buttons of an end; by receipt nobody knows the order. */
function waysOn(result, { keys = null, order = [1] } = {}) {
  const nodes = finished({ ...END, result, keys, order }, { again: () => undefined, done: () => undefined });
  return Object.assign({}, ...nodes.filter((node) => node instanceof DrawnNode).map((node) => node.buttons()));
}

test("it is asked for what is not there yet, and for nothing once all is there", () => {
  const asks = (result, keys) => waysOn(result, { keys })["look-again"];
  assert.equal(asks(null), "Is there a score yet?");
  assert.equal(asks({ phase: "wait" }), "Is there a score yet?");
  assert.equal(asks(SCORED), "Are the answers there yet?");
  assert.equal(asks({ ...SCORED, phase: "revealed", codes: [] }), "Try again");
  assert.equal(asks({ ...SCORED, phase: "revealed", codes: [] }, KEYS), undefined);
});

test("room for the next pupil is made by who has a seat", () => {
  assert.equal(waysOn(SCORED).done, "Make room for the next pupil");
  assert.equal(waysOn(SCORED, { order: [] }).done, "Back");
});

test("a receipt that is being copied does not change when the rest of the last screen comes", () => {
  const receipt = "65FBXG99X2";
  const receipts = (nodes) => nodes.flatMap((node) => (node instanceof DrawnNode ? node.receipts() : []));
  const first = new Ending({ receipt, byTime: false, languages: [] }, { draw: () => undefined, safe: () => true }).nodes();
  const whole = finished({ ...END, receipt, result: null, order: [] }, {});
  assert.deepEqual([receipts(first), receipts(whole)], [["65FBX G99X2"], ["65FBX G99X2"]]);
});
