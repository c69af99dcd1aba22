import assert from "node:assert/strict";
import { test } from "node:test";

import { Slides } from "../../static/js/staff/slides.js";

test("a wall asks, answers, and goes on, and back the same way", () => {
  const slides = new Slides(2);
  const seen = () => `${slides.at}${slides.answered ? "!" : "?"}${slides.step}`;
  const forth = [seen(), (slides.on(), seen()), (slides.on(), seen()), (slides.on(), seen())];
  assert.deepEqual(forth, ["0?answer", "0!next", "1?answer", "1!end"]);
  const back = [(slides.back(), seen()), (slides.back(), seen()), (slides.back(), seen()), (slides.back(), seen())];
  assert.deepEqual(back, ["1?answer", "0!next", "0?answer", "0?answer"]);
  assert.equal(slides.isFirst, true);
});
