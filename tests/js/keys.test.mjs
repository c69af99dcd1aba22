/** Which key does what at a question: keys that a part of it has for itself turn no page. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { placeOf, turnOf } from "../../static/js/pupil/kinds/keys.js";

/** Where the focus is: what it fits, and what it stands in. */
const at = (...selectors) => ({ matches: (asked) => selectors.includes(asked), closest: (asked) => selectors.includes(asked) });
const BODY = at();
const key = (name, code = "") => ({ key: name, code });

test("digits name a place, up to nine", () => {
  assert.deepEqual(["1", "4", "9", "0", "10", "F1", "a"].map((name) => placeOf(key(name), false)), [1, 4, 9, 0, 0, 0, 0]);
});

test("letters do where the choices have letters, wherever they stand on the keyboard", () => {
  assert.deepEqual(["a", "B", "d", "e", "Tab"].map((name) => placeOf(key(name), true)), [1, 2, 4, 0, 0]);
  assert.equal(placeOf(key("ц", "KeyC"), true), 3);
  assert.equal(placeOf(key("ц", "KeyC"), false), 0);
});

for (const [name, focus, turns] of [
  ["nothing", null, [1, -1, 1, 0]],
  ["the page", BODY, [1, -1, 1, 0]],
  ["a radio of a single choice", at("input"), [1, -1, 1, 0]],
  ["a button of the page", at("button"), [1, -1, 0, 0]],
  ["what unfolds something", at("summary"), [1, -1, 0, 0]],
  ["a radio, checkbox or button that has the keys for itself", at("button", "[data-keys=own]"), [0, 0, 0, 0]],
]) {
  test(`arrows and Enter with the focus on ${name}`, () => {
    assert.deepEqual(["ArrowRight", "ArrowLeft", "Enter", " "].map((pressed) => turnOf(key(pressed), focus)), turns);
  });
}
