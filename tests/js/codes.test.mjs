/** Every response is one whole number: the vectors that the server's tests read too, and small forms gone through. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { decoded, encoded, formOf, highest, isComplete, mark, slips } from "../../static/js/pupil/kinds/codes.js";

const VECTORS = JSON.parse(readFileSync(new URL("../vectors/responses.json", import.meta.url), "utf8"));
const form = (kind, size, bins = 0) => ({ kind, size, bins });

/** All arrangements of up to `size` items, shorter first, each in the order of the paper. */
function arrangements(size, length) {
  if (length === 0) {
    return [[]];
  }
  const all = [...Array(size).keys()];
  return arrangements(size, length - 1).flatMap((head) => all.filter((at) => !head.includes(at)).map((at) => [...head, at]));
}

for (const { kind, size, bins, highest: most, codes, key, marks } of VECTORS) {
  test(`the server and the page mean the same by the codes of ${kind} ${size}×${bins}`, () => {
    const one = form(kind, size, bins);
    assert.equal(highest(one), most);
    for (const [code, response, complete] of codes) {
      assert.deepEqual(decoded(one, code), response);
      assert.equal(encoded(one, response), code);
      assert.equal(isComplete(one, code), complete, String(code));
    }
    for (const [code, mistakes, letter] of marks) {
      assert.deepEqual([slips(one, key, code), mark(one, key, code)], [mistakes, letter], String(code));
    }
  });
}

for (const one of [form("order", 4), form("sort", 4, 3), form("multi", 6), form("spots", 6), form("single", 4)]) {
  test(`each code of ${one.kind} ${one.size} is a response of its own, and every response has one`, () => {
    const all = Array.from({ length: highest(one) }, (_, at) => decoded(one, at + 1));
    assert.equal(new Set(all.map(String)).size, all.length);
    assert.deepEqual(all.map((response) => encoded(one, response)), all.map((_, at) => at + 1));
  });
}

test("shorter arrangements come first, those of one length as a dictionary has them", () => {
  const expected = [0, 1, 2, 3, 4].flatMap((length) => arrangements(4, length));
  assert.deepEqual(expected.map((_, at) => decoded(form("order", 4), at + 1)), expected);
});

test("sorting counts the first row fastest, marking the first part", () => {
  assert.deepEqual([1, 2, 3, 4].map((code) => decoded(form("sort", 2, 2), code)), [[0, 0], [1, 0], [2, 0], [0, 1]]);
  assert.deepEqual([1, 2, 3, 4].map((code) => decoded(form("multi", 2), code)), [[], [0], [1], [0, 1]]);
});

test("a number that is no code is refused, and no answer is not complete", () => {
  for (const code of [0, -1, 1.5, 33, NaN]) {
    assert.throws(() => decoded(form("multi", 5), code), RangeError, String(code));
  }
  assert.equal(isComplete(form("order", 4), 0), false);
});

test("no slip is right, one slip a half, more are wrong; touched and left empty is no answer", () => {
  const one = form("multi", 5);
  const key = encoded(one, [0, 1]);
  const of = (...response) => mark(one, key, encoded(one, response));
  assert.deepEqual([of(0, 1), of(0), of(0, 1, 2), of(0, 2), of(2, 3, 4), of()], ["R", "H", "H", "W", "W", "0"]);
});

test("no half with three parts, nor where the competition gives none", () => {
  const [three, four] = [form("order", 3), form("order", 4)];
  const swapped = (one) => encoded(one, [1, 0, 2, 3].slice(0, one.size));
  const key = (one) => encoded(one, [0, 1, 2, 3].slice(0, one.size));
  assert.equal(mark(three, key(three), swapped(three)), "W");
  assert.equal(mark(four, key(four), swapped(four)), "H");
  assert.equal(mark(four, key(four), swapped(four), false), "W");
});

test("a question without a kind is a single choice", () => {
  assert.deepEqual(formOf({ choices: ["a", "b", "c"] }), form("single", 3));
  assert.deepEqual(formOf({ kind: "sort", choices: ["a", "b"], bins: ["x", "y", "z"] }), form("sort", 2, 3));
});
