/** Nudges: who is told looks soon, and who cannot be told is no worse off than before. */
import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Nudges } from "../../static/js/pupil/nudges.js";
import { RUNNING } from "./fakes.mjs";

/** An EventSource whose server the test is. */
class FakeSource {
  static opened = [];

  constructor(address) {
    this.address = address;
    this.closed = false;
    FakeSource.opened.push(this);
  }

  addEventListener(name, heard) {
    this[name] = heard;
  }

  close() {
    this.closed = true;
  }
}

let protocol = "h2";
let moment = 0;

beforeEach(() => {
  FakeSource.opened = [];
  protocol = "h2";
  moment = 100000;
  globalThis.EventSource = FakeSource;
  mock.method(performance, "getEntriesByType", () => [{ nextHopProtocol: "" }, { nextHopProtocol: protocol }]);
  mock.method(performance, "now", () => moment);
  mock.timers.enable({ apis: ["setTimeout"] });
});

afterEach(() => {
  delete globalThis.EventSource;
  mock.timers.reset();
  mock.restoreAll();
});

function listening(state = RUNNING) {
  const look = mock.fn();
  const nudges = new Nudges("7:name", look);
  nudges.heed(state, true);
  return { nudges, look, looks: () => look.mock.callCount() };
}

test("a nudge makes the page look within the time it names, once for several", () => {
  const { looks } = listening();
  const [source] = FakeSource.opened;
  assert.equal(source.address, "/nudges/7:name");
  source.onmessage({ data: "200" });
  source.onmessage({ data: "200" });
  assert.equal(looks(), 0);
  mock.timers.tick(200);
  assert.equal(looks(), 1);
});

test("however many are to spread, nobody looks later than with the next beat", () => {
  const { looks } = listening();
  FakeSource.opened[0].onmessage({ data: "600000" });
  mock.timers.tick(RUNNING.beat * 1000);
  assert.equal(looks(), 1);
});

test("a nudge that is followed by the end of the stream is not lost", () => {
  const { looks } = listening();
  const [source] = FakeSource.opened;
  source.onmessage({ data: "200" });
  source.onerror();
  mock.timers.tick(200);
  assert.equal(looks(), 1);
  assert.ok(source.closed);
});

test("after an end it listens again when the server speaks, some beats later, and after several ends later still", () => {
  const { nudges } = listening();
  const opens = () => FakeSource.opened.length;
  for (const [ends, before, after] of [
    [1, 14, 17],
    [2, 29, 32],
  ]) {
    FakeSource.opened.at(-1).onerror();
    moment += before * 1000;
    nudges.heed(RUNNING, true);
    assert.equal(opens(), ends);
    moment += (after - before) * 1000 + RUNNING.beat * 1000 * ends;
    nudges.heed(RUNNING, true);
    assert.equal(opens(), ends + 1);
  }
  nudges.heed(RUNNING, true);
  assert.equal(opens(), 3, "it listens already");
});

for (const phase of ["finished", "closed"]) {
  test(`an attempt that is ${phase} listens no more`, () => {
    const { nudges, looks } = listening();
    const [source] = FakeSource.opened;
    source.onmessage({ data: "200" });
    nudges.heed({ ...RUNNING, phase }, true);
    mock.timers.tick(200);
    assert.deepEqual([source.closed, looks()], [true, 0]);
  });
}

for (const [said, phase, seconds] of [
  [2, "running", 10],
  [2, "paused", 10],
  [7.4, "running", 11.1],
  [20, "running", 30],
  [26, "running", 30],
  [40, "running", 40],
  [2, "waiting", 2],
  [20, "closed", 20],
]) {
  test(`who is nudged while ${phase} beats every ${seconds} s where the server says ${said}`, () => {
    const { nudges } = listening();
    FakeSource.opened[0].hello();
    assert.ok(Math.abs(nudges.beatOf({ ...RUNNING, phase, beat: said }) - seconds) < 0.001);
  });
}

test("who is not nudged beats as the server says", () => {
  assert.equal(new Nudges(undefined, () => undefined).beatOf(RUNNING), RUNNING.beat);
  const { nudges } = listening();
  assert.equal(nudges.beatOf(RUNNING), RUNNING.beat, "nothing has come through yet");
  FakeSource.opened[0].hello();
  FakeSource.opened[0].onerror();
  assert.equal(nudges.beatOf(RUNNING), RUNNING.beat);
});

test("who is nudged no longer looks within a beat", () => {
  const { looks } = listening();
  FakeSource.opened[0].onerror();
  mock.timers.tick(RUNNING.beat * 1000);
  assert.equal(looks(), 1);
});

test("a pupil who is not here does not listen", () => {
  const nudges = new Nudges("7:name", () => undefined);
  nudges.heed(RUNNING, false);
  assert.equal(FakeSource.opened.length, 0);
});

test("where each request has a connection of its own none is kept from the answers", () => {
  protocol = "http/1.1";
  listening();
  assert.equal(FakeSource.opened.length, 0);
});

test("a browser that cannot, and a server that names no stream, are left alone", () => {
  new Nudges(undefined, () => undefined).heed(RUNNING, true);
  assert.equal(FakeSource.opened.length, 0);
  delete globalThis.EventSource;
  listening();
  assert.equal(FakeSource.opened.length, 0);
});
