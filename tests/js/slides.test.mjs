import assert from "node:assert/strict";
import { test } from "node:test";

import { scrolledOn, Slides } from "../../static/js/staff/slides.js";

test("what hangs below the edge is scrolled into sight before the page is turned", () => {
  assert.equal(scrolledOn({ below: 0.5, view: 600 }), 0);
  assert.equal(scrolledOn({ below: 180, view: 600 }), 192);
  assert.equal(scrolledOn({ below: 736, view: 600 }), 510);
});

test("a wall asks, answers, and goes on, and back the same way", () => {
  const slides = new Slides(2);
  const seen = () => `${slides.at}${slides.answered ? "!" : "?"}${slides.step}`;
  const forth = [seen(), (slides.on(), seen()), (slides.on(), seen()), (slides.on(), seen())];
  assert.deepEqual(forth, ["0?answer", "0!next", "1?answer", "1!end"]);
  const back = [(slides.back(), seen()), (slides.back(), seen()), (slides.back(), seen()), (slides.back(), seen())];
  assert.deepEqual(back, ["1?answer", "0!next", "0?answer", "0?answer"]);
  assert.equal(slides.isFirst, true);
});
