/** Which screen a pupil sees: what the server says and what the pupil has done decide it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { RUNNING } from "./fakes.mjs";

globalThis.document = { addEventListener: () => undefined };
const { partOf, screenOf } = await import("../../static/js/pupil/current_screen.js");

/** What the choice of a screen looks at, as it is in the middle of a quiz. */
function atWork({ state = {}, heartbeat = {}, lease = {}, papers = {}, ...more } = {}) {
  return {
    finishing: { ending: null },
    heartbeat: { lost: false, over: false, state: { ...RUNNING, ...state }, ...heartbeat },
    lease: { stage: "ready", finishing: false, papers: {}, ...lease },
    papers: { state: { position: 3 }, trial: null, ...papers },
    clock: { isUp: () => false },
    view: "question",
    asking: false,
    isCurrent() {
      return this.heartbeat.state.current;
    },
    ...more,
  };
}

const NO_PAPER = { papers: { state: null } };

for (const [screen, changes] of Object.entries({
  question: {},
  review: { view: "review" },
  up: { clock: { isUp: () => true } },
  sending: { lease: { finishing: true }, clock: { isUp: () => true } },
  paused: { state: { phase: "paused" } },
  closed: { state: { phase: "closed" } },
  opening: NO_PAPER,
  starting: { ...NO_PAPER, state: { phase: "starting" } },
  waiting: { ...NO_PAPER, state: { phase: "waiting" } },
  late: { ...NO_PAPER, state: { phase: "late" } },
  practice: { ...NO_PAPER, state: { phase: "waiting" }, lease: { stage: "practice" } },
  elsewhere: { state: { current: false } },
  lost: { heartbeat: { lost: true } },
  over: { heartbeat: { lost: true, over: true } },
  finished: { finishing: { ending: {} }, heartbeat: { lost: true } },
  confirm: { asking: true },
})) {
  test(`the screen is ${screen}`, () => assert.equal(screenOf(atWork(changes)), screen));
}

test("nobody is asked anything before the name was confirmed", () => {
  assert.equal(screenOf(atWork({ lease: { stage: "confirm" } })), "confirm");
});

test("who is only now let in to a quiz that runs sees no steps before it", () => {
  assert.equal(screenOf(atWork({ ...NO_PAPER, lease: { stage: "practice" } })), "opening");
});

test("two questions are two screens, two views of the rest are one", () => {
  const controller = atWork({ papers: { state: { position: 3 }, trial: { position: 1 } } });
  assert.deepEqual(["question", "practice", "review"].map((name) => partOf(controller, name)), [3, 1, ""]);
});

test("who reloads the page in the quiz is not told to wait for its start while the server says nothing", () => {
  const lease = { papers: { en: "digest" } };
  assert.equal(screenOf(atWork({ ...NO_PAPER, state: { phase: "waiting" }, lease })), "opening");
  assert.equal(screenOf(atWork({ ...NO_PAPER, state: { phase: "waiting" }, lease: { ...lease, finishing: true } })), "sending");
});
