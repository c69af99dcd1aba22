/** Which animals come to the wall and which leave it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { changes } from "../../static/js/monitor/animal_wall.js";

test("who is there stays where it is, however the list is ordered", () => {
  assert.deepEqual(changes(["fox", "owl"], ["owl", "fox"]), { gone: [], come: [] });
});

test("two of one kind are two", () => {
  assert.deepEqual(changes(["fox"], ["fox", "owl", "fox"]), { gone: [], come: ["owl", "fox"] });
  assert.deepEqual(changes(["fox", "fox"], ["fox"]), { gone: [1], come: [] });
});

test("a card without an animal counts as one", () => {
  assert.deepEqual(changes([], ["", ""]), { gone: [], come: ["", ""] });
  assert.deepEqual(changes(["", "owl"], [""]), { gone: [1], come: [] });
});
