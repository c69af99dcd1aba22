/** What a pupil reads in the waiting room of how it works. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { fakePage } from "./fakes.mjs";

fakePage();
document.getElementById = () => null;
const { waiting } = await import("../../static/js/pupil/screens.js");

/** @param {object} more */
function said(more) {
  const nodes = waiting({ number: 1, class_label: "5.a", questions: 10, minutes: 20, untimed: false, ...more }, [1, 24], () => undefined);
  return nodes.map((node) => node.textContent ?? node).join(" ");
}

test("minutes are spoken of only where they decide", () => {
  assert.match(said({ minutes_decide: false }), /Take your time\. There are no points for speed\./);
  assert.doesNotMatch(said({ minutes_decide: false }), /fewer minutes/);
  assert.match(said({ minutes_decide: true }), /Only if all else is equal are fewer minutes better, without pauses and extra time\./);
  assert.doesNotMatch(said({ minutes_decide: true }), /Take your time/);
});
