/** What a page was about to say when it went away is there when it comes again, for the same pupil and not for long. */
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

import { forgetJotted, jot, takeJotted } from "../../static/js/pupil/thoughts.js";
import { fakeStorage } from "./fakes.mjs";

const THOUGHT = { question: 3, code: 12 };

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["Date"] });
  globalThis.localStorage = fakeStorage();
});

test("it is taken once", () => {
  jot("lease", THOUGHT);
  assert.deepEqual([takeJotted("lease"), takeJotted("lease")], [THOUGHT, null]);
});

test("nobody else takes it", () => {
  jot("lease", THOUGHT);
  assert.equal(takeJotted("another"), null);
});

test("after two minutes it is old", () => {
  jot("lease", THOUGHT);
  mock.timers.tick(2 * 60 * 1000);
  assert.equal(takeJotted("lease"), null);
});

test("once it is an event it is forgotten", () => {
  jot("lease", THOUGHT);
  forgetJotted();
  assert.equal(takeJotted("lease"), null);
});

test("a browser that keeps nothing has nothing", () => {
  globalThis.localStorage = fakeStorage({ full: true });
  jot("lease", THOUGHT);
  assert.equal(takeJotted("lease"), null);
});
