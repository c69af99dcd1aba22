/** The words above the grid of the monitor. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { timeText } from "../../static/js/monitor/head.js";

const WORDS = {
  time_up: "Over",
  time_left: "%(minutes)s min, ends %(time)s",
  time_left_apart: "%(minutes)s min, ends %(time)s, last %(last_time)s",
  time_stands: "%(minutes)s min",
  time_stands_apart: "%(minutes)s min, last %(last_minutes)s min",
};
const ENDS = { ends_at: "2027-02-09T08:51:00+00:00", most_ends_at: "2027-02-09T08:41:00+00:00" };
const APART = { left: 21, most_left: 11, apart: true, ...ENDS };
const PAUSED = { ends_at: null, most_ends_at: null };

test("the clock is that of most, and of the last one where that is another", () => {
  const text = (state) => timeText(state, "Europe/Sarajevo", WORDS);
  assert.equal(text(APART), "11 min, ends 09:41, last 09:51");
  assert.equal(text({ ...APART, apart: false }), "11 min, ends 09:41");
  assert.equal(text({ ...APART, ...PAUSED }), "11 min, last 21 min");
  assert.equal(text({ ...APART, ...PAUSED, apart: false }), "11 min");
});

test("nobody at work has no time, and time is up with that of the last one", () => {
  const none = { ...APART, ...PAUSED, most_left: null };
  assert.equal(timeText({ ...none, left: null }, "UTC", WORDS), "");
  assert.equal(timeText({ ...APART, left: 0, most_left: 0 }, "UTC", WORDS), "Over");
  assert.equal(timeText({ ...APART, left: 3, most_left: 0 }, "UTC", WORDS), "0 min, ends 08:41, last 08:51");
});
