/** Who stands on the podium of a board. */
import assert from "node:assert/strict";
import { test } from "node:test";

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
