/** The big screen of a hall: which board comes next, and when. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { Rotation } from "../../static/js/boards/rotation.js";

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

function showing(count) {
  const shown = [];
  const rotation = new Rotation(count, (place) => shown.push(place));
  rotation.wait();
  return { rotation, shown };
}

test("every twenty seconds the next one comes, after the last the first", () => {
  const { shown } = showing(3);
  mock.timers.tick(19999);
  assert.deepEqual(shown, []);
  mock.timers.tick(1);
  mock.timers.tick(20000);
  mock.timers.tick(20000);
  assert.deepEqual(shown, [1, 2, 0]);
});

test("whoever goes back has twenty seconds from there", () => {
  const { rotation, shown } = showing(3);
  mock.timers.tick(15000);
  rotation.go(-1);
  mock.timers.tick(19999);
  assert.deepEqual(shown, [2]);
  mock.timers.tick(1);
  assert.deepEqual(shown, [2, 0]);
});

test("a pause stays on the board, also after a step by hand", () => {
  const { rotation, shown } = showing(2);
  rotation.flip();
  mock.timers.tick(100000);
  assert.deepEqual(shown, []);
  rotation.go(1);
  mock.timers.tick(100000);
  assert.deepEqual(shown, [1]);
  rotation.flip();
  mock.timers.tick(20000);
  assert.deepEqual(shown, [1, 0]);
});

test("one board alone stays", () => {
  const { rotation, shown } = showing(1);
  mock.timers.tick(100000);
  assert.deepEqual([shown, rotation.many], [[], false]);
});
