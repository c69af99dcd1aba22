import assert from "node:assert/strict";
import { test } from "node:test";

import { FORGETS, LATE, MadeUpClass } from "../../static/js/monitor/tryout/made_up_class.js";

/** Plays on until something is said, by a teacher who does nothing. */
function until(made, said, most = 400) {
  for (let second = 0; made.said !== said; second += 1) {
    assert.ok(second < most, `${said} is never said, but ${made.said}`);
    made.tick(1);
  }
}

test("a lesson with every trouble is over within five minutes, and each is solved by one act", () => {
  const made = new MadeUpClass(["otter", "owl"]);
  assert.equal(made.said, "join");
  until(made, "unlock");
  assert.equal(made.seat(made.of(FORGETS)).locked, true);
  made.act("release", FORGETS);
  until(made, "start");
  assert.equal(made.state.joined, 27);
  made.act("start");
  assert.equal(made.phase, "starting");
  until(made, "working");
  until(made, "let_in");
  assert.equal(made.state.next, "admit");
  made.act("admit", LATE);
  until(made, "leave");
  assert.equal(made.state.cards.filter(({ state }) => state === "offline").length, 1);
  until(made, "alarm");
  made.act("pause");
  const before = made.state.cards.map(({ answered }) => answered);
  until(made, "resume");
  assert.deepEqual(made.state.cards.map(({ answered }) => answered), before);
  made.act("resume");
  until(made, "close");
  assert.equal(made.state.next, "close");
  made.act("close");
  assert.equal(made.said, "closed");
  assert.ok(made.now <= 300, `${made.now} seconds`);
  assert.equal(made.wall.phase, "closed");
});

test("who does other things than are said gets no stuck class", () => {
  const made = new MadeUpClass([]);
  made.tick(30);
  made.act("start");
  made.act("pause");
  made.tick(200);
  made.act("resume");
  made.act("admit_all");
  made.act("release_all");
  made.act("extra");
  made.tick(5);
  made.act("admit_all");
  made.act("close");
  assert.equal(made.state.phase, "closed");
});
