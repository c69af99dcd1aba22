/** Who stands on the podium of a board, and what a tile of its map says. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { tileOf } from "../../static/js/boards/tiles.js";
import { onPodium } from "../../static/js/boards/winners.js";

const ranked = (...ranks) => ranks.map((rank) => ({ rank, animal: "owl" }));

for (const [ranks, many] of [
  [[1, 2, 3, 4], 3],
  [[1, 2, 2, 4], 3],
  [[1, 1, 1, 4], 3],
  [[1, 2, 3, 3, 3, 6], 5],
  [[1, 1, 1, 1, 1, 1], 0],
  [[], 0],
]) {
  test(`of places ${ranks} there are ${many} on the podium`, () => {
    assert.equal(onPodium(ranked(...ranks)).length, many);
  });
}

test("a snapshot of before animals has no podium", () => {
  assert.deepEqual(onPodium([{ rank: 1, animal: "" }, ...ranked(2, 3)]), []);
});

test("a tile is filled as far as its row says, and says what is not told", () => {
  assert.deepEqual(tileOf({ value: 25, unit: " %", bar: 25 }), { told: "yes", words: "25 %", part: 0.25 });
  assert.deepEqual(tileOf({ value: null, unit: "", bar: 0 }), { told: "part", words: "–", part: 0 });
  assert.deepEqual(tileOf(undefined), { told: "no", words: "", part: 0 });
});
