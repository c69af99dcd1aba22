/** What a page says at its foot: what passes puts nothing away that stands until it was read. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { FakeNode, fakePage } from "./fakes.mjs";

mock.timers.enable({ apis: ["setTimeout"] });
const made = [];
fakePage(() => {
  const node = new FakeNode();
  node.addEventListener = (_name, press) => (node.press = press);
  made.push(node);
  return node;
});
const line = new FakeNode();
document.getElementById = (id) => (id === "remark" ? line : null);
const { announce, remark, withdraw } = await import("../../static/js/shared/layout.js");

function close(id) {
  made.find((one) => one.id === id).press();
}

test("what passes stands above what stays until somebody has read it", () => {
  const read = [];
  announce("3 answers were never sent.", "Close", () => read.push(1));
  remark("You get 5 more minutes.");
  assert.equal(line.textContent, "You get 5 more minutes. 3 answers were never sent.  Close");
  mock.timers.tick(8000);
  assert.equal(line.textContent, "3 answers were never sent.  Close");
  remark("");
  announce("3 answers were never sent.", "Close", () => read.push(2));
  announce("Your number is 14.", "Close", () => read.push(3), "number");
  announce("Your number is 15.", "Close", () => read.push(4), "number");
  assert.equal(line.textContent, "3 answers were never sent.  Close Your number is 15.  Close");
  assert.deepEqual(read, []);
  close("remark-close-1");
  assert.deepEqual([read, line.textContent], [[1], "Your number is 15.  Close"]);
  close("remark-close-3");
  assert.deepEqual([read, line.children], [[1, 4], []]);
  announce("Your number is 16.", "Close", () => read.push(5), "number");
  withdraw("number");
  withdraw("number");
  assert.deepEqual([read, line.children], [[1, 4], []]);
});

test("a newer remark takes the place of the one before", () => {
  remark("Try again later.");
  remark("You get 5 more minutes.");
  assert.equal(line.textContent, "You get 5 more minutes.");
});
