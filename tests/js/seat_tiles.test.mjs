import assert from "node:assert/strict";
import { test } from "node:test";

import { tileChanges } from "../../static/js/monitor/seat_tiles.js";

test("a card that is added gets a tile, and one that is gone loses it", () => {
  assert.deepEqual(tileChanges(["1", "2"], ["1", "2"]), { gone: [], come: [] });
  assert.deepEqual(tileChanges(["1", "2"], ["2", "3", "4"]), { gone: ["1"], come: ["3", "4"] });
});
