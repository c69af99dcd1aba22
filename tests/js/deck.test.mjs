/** Where a ceremony stands: keys, forward and back, dark, jump, and two windows in step. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { Deck, actOf, elapsed } from "../../static/js/ceremony/deck.js";

const NAMES = ["opening", "a:block", "a:call:0", "a:reveal:0", "closing"];

test("a clicker and a keyboard of either script do the same", () => {
  const acts = ["PageDown", "ArrowRight", " ", "PageUp", "ArrowLeft", ".", "b", "б", "Home", "End", "x"].map(actOf);
  assert.deepEqual(acts, ["forward", "forward", "forward", "back", "back", "blank", "blank", "blank", "first", "last", undefined]);
});

test("it goes on and back, and never beyond its ends", () => {
  const deck = new Deck(NAMES);
  deck.act("back", 1);
  assert.equal(deck.at, 0);
  for (let press = 0; press < 9; press += 1) {
    deck.act("forward", 1);
  }
  assert.equal(deck.at, 4);
  deck.act("back", 1);
  assert.equal(deck.at, 3);
  deck.act("first", 1);
  deck.act("last", 1);
  assert.equal(deck.at, 4);
});

test("on a dark screen any press brings back what was there", () => {
  const deck = new Deck(NAMES);
  deck.go(2, 1);
  for (const act of ["forward", "back", "blank", "last"]) {
    deck.act("blank", 1);
    assert.equal(deck.blank, true);
    deck.act(act, 1);
    assert.deepEqual([deck.blank, deck.at], [false, 2]);
  }
});

test("the other window follows, and an older state never brings it back", () => {
  const presenter = new Deck(NAMES);
  const hall = new Deck(NAMES);
  presenter.act("forward", 5);
  const old = presenter.state();
  presenter.act("forward", 6);
  presenter.wear("dark");
  assert.equal(hall.take(presenter.state()), true);
  assert.deepEqual(hall.state(), presenter.state());
  assert.equal(hall.take(old), false);
  assert.equal(hall.at, 2);
  hall.act("back", 7);
  assert.equal(presenter.take(hall.state()), true);
  assert.equal(presenter.at, 1);
});

test("a step is found by its name, when a draw has added others before it", () => {
  const before = new Deck(NAMES);
  before.go(4, 1);
  const after = new Deck(["opening", "a:block", "a:draw", "a:call:0", "a:reveal:0", "closing"]);
  assert.equal(after.take(before.state()), true);
  assert.equal(after.at, 5);
});

test("whoever stood before a draw stands on it once it is made, with clock and look", () => {
  const before = new Deck(["opening", "7/all:block", "7/all:waiting", "closing"]);
  before.go(2, 5000);
  before.wear("dark");
  const kept = JSON.parse(JSON.stringify(before.state()));
  const drawn = new Deck(["opening", "7/all:block", "7/all:draw", "7/all:call:0", "7/all:reveal:0", "closing"]);
  assert.equal(drawn.take(kept), true);
  assert.deepEqual([drawn.names[drawn.at], drawn.began, drawn.look, drawn.turn], ["7/all:draw", 5000, "dark", 2]);
  const shared = new Deck(["opening", "7/all:block", "7/all:call:0", "7/all:reveal:0", "closing"]);
  shared.take(kept);
  assert.equal(shared.names[shared.at], "7/all:block");
  drawn.go(4, 6000);
  assert.equal(before.take(drawn.state()), true);
  assert.equal(before.names[before.at], "7/all:waiting");
});

test("an award that is not called any more leaves a window where it is, and in step", () => {
  const deck = new Deck(NAMES);
  deck.go(3, 1);
  assert.equal(deck.take({ ...deck.state(), turn: 99, step: "gone:reveal:0", began: 7 }), true);
  assert.deepEqual([deck.at, deck.turn, deck.began], [3, 99, 7]);
  assert.equal(deck.take(JSON.parse("{}")), false);
});

test("time runs from the first step that is left", () => {
  const deck = new Deck(NAMES);
  deck.act("back", 1000);
  assert.equal(elapsed(deck.began, 9000), "00:00");
  deck.act("forward", 10000);
  deck.act("first", 20000);
  assert.equal(elapsed(deck.began, 75000), "01:05");
  assert.equal(elapsed(deck.began, 10000 + 3723000), "1:02:03");
});
