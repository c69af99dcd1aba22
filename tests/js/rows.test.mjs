/** What a row of a snapshot is in the table: of a pupil, or of a school, region or country. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { reader } from "../../static/js/boards/rows.js";

const PUPIL = { rank: 2, alias: { en: "Brave Otter", hr: "Hrabra vidra" }, score: 18, max_score: 20, animal: "otter", minutes: 7 };
const SCHOOL = { rank: 1, key: "12", names: { hr: "Osnovna škola" }, pupils: 40, value: 81 };

test("a pupil is an alias in the reader's language, with points", () => {
  const row = reader("bs", "", "ours")(PUPIL);
  assert.deepEqual(row, {
    key: "Brave Otter", rank: 2, name: "Hrabra vidra", tag: "", ours: false, value: 18, unit: " / 20", bar: 90,
    minutes: "7", animal: "otter", last: "",
  });
});

test("minutes that decided nothing are not said, and a snapshot of before animals still shows", () => {
  const { animal, minutes, ...old } = PUPIL;
  const row = reader("en", "", "ours")(old);
  assert.deepEqual([row.minutes, row.animal, row.name], ["", "", "Brave Otter"]);
});

test("on a board across countries a pupil has a country", () => {
  assert.equal(reader("en", "", "ours")({ ...PUPIL, country: { en: "Croatia" } }).tag, "Croatia");
});

test("the reader's own school is marked, no other", () => {
  const own = reader("hr", "12", "naša")(SCHOOL);
  const other = reader("hr", "13", "naša")(SCHOOL);
  assert.deepEqual([own.ours, own.tag, own.unit, own.last], [true, "naša", " %", "40"]);
  assert.deepEqual([other.ours, other.tag], [false, ""]);
});

test("a figure that is not told has no unit", () => {
  const row = reader("hr", "", "")({ ...SCHOOL, value: null });
  assert.deepEqual([row.value, row.unit, row.bar], [null, "", 0]);
});
