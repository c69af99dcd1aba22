/** Topics of the own result: nobody is told twelve times "0 of 1". */
import assert from "node:assert/strict";
import { test } from "node:test";

class FakeNode {
  children = [];
  classList = { add: () => undefined };
  setAttribute() {}
  append(...children) {
    this.children.push(...children);
  }
  get textContent() {
    return this.children.map((each) => (typeof each === "string" ? each : each.textContent)).join("");
  }
}
const make = () => new FakeNode();
globalThis.document = { documentElement: { lang: "en" }, createElement: make, createElementNS: make };
const { topics } = await import("../../static/js/pupil/topics.js");

const topic = (name, right, asked) => ({ names: { en: name }, right, asked });
const told = (...all) => topics(all).map((node) => node && node.textContent);

test("topics of one question are two heaps without a count, what was right first", () => {
  assert.deepEqual(told(topic("Games", 0, 1), topic("Scams", 1, 1), topic("Help", 0, 1)), [
    false, "This was rightScams", "Worth another lookGamesHelp",
  ]);
});

test("of two questions it is said that one was right; none right has no number", () => {
  assert.deepEqual(told(topic("Games", 1, 2), topic("Help", 0, 2)), [
    false, "This was rightGames 1 of 2", "Worth another lookHelp",
  ]);
});

test("from three on it is told in words", () => {
  assert.deepEqual(told(topic("Games", 3, 4), topic("Help", 1, 3)), [
    "You know a lot about this: Games3 of 4Learn more about this: Help1 of 3", false, false,
  ]);
});
