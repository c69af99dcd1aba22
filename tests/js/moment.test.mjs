/** What the animal answers to at the end: what was tried, never what was right. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { fakePage } from "./fakes.mjs";

fakePage();
const { moment } = await import("../../static/js/pupil/moment.js");

const END = { thanks: "Thank you.", standing: "", safe: true, late: 0, since: 1, count: 12 };

test("it answers in three ways, and each has its words", () => {
  const told = [12, 11, 1, 0].map((answered) => moment({ ...END, answered }));
  assert.deepEqual(told.map((node) => node["data-tried"]), ["all", "some", "some", "none"]);
  assert.match(told[1].textContent, /11 of 12 questions answered/);
  assert.match(told[3].textContent, /Good that you were here\./);
});

test("where nobody knows what was tried, nothing is said of it", () => {
  assert.doesNotMatch(moment({ ...END, answered: 0, since: 0 }).textContent, /Good that|answered/);
});
