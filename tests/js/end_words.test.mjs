/** What the end says of itself: how it came about, and which answers came when it was over. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { LEASE, RUNNING, fakePage } from "./fakes.mjs";

fakePage();
const { Finishing } = await import("../../static/js/pupil/finishing.js");
const { moment } = await import("../../static/js/pupil/moment.js");
const { standingWords } = await import("../../static/js/pupil/standing.js");

/** The words of the plain end, as a pupil at work comes to it by what the server says. */
function saidAt(state, { finishing = false, unsent = [] } = {}) {
  const finish = new Finishing({
    heartbeat: { state: { ...RUNNING, ...state } },
    lease: { ...LEASE, finishing, you: {}, languages: [], papers: { en: "digest" } },
    papers: { state: null },
    outbox: { unsent: () => unsent, last: () => 0 },
    draw: () => undefined,
  });
  const [title] = finish.end("AAAA").nodes();
  return title.textContent;
}

test("who is ended by the teacher is not told that the time is up", () => {
  const ended = { phase: "closed", interrupted: true };
  assert.equal(saidAt(ended), "Your teacher has ended the quiz. Your answers are saved.");
  assert.equal(saidAt(ended, { unsent: [1] }), "Your teacher has ended the quiz. Your answers are kept on this computer.");
});

test("who is ended by time, or by the own press, reads that, also once the quiz is closed", () => {
  assert.equal(saidAt({ phase: "closed", left: 0 }), "Time is up. Your answers are saved.");
  assert.equal(saidAt({ phase: "finished", left: 600 }), "Thank you. Your answers are saved.", "finished at another computer");
  assert.equal(saidAt({ phase: "closed", interrupted: true }, { finishing: true }), "Thank you. Your answers are saved.");
});

test("answers that came when it was over are told, and only those", () => {
  const end = { thanks: "Thank you.", standing: "", safe: true, answered: 8, count: 8, late: 7, since: 0 };
  assert.match(moment(end).textContent, /8 of 8 questions answered.*7 of your answers arrived after the end and do not count so far/);
  assert.doesNotMatch(moment({ ...end, late: 0 }).textContent, /arrived/);
});

test("what does not count is told as such, and of what counts nothing is said", () => {
  const words = [{ kind: "rehearsal" }, { kind: "official" }, {}, null].map(standingWords);
  assert.deepEqual(words, ["Rehearsal – it does not count", "", "", ""]);
  const end = { thanks: "Thank you.", standing: words[0], safe: true, answered: 8, count: 8, late: 0, since: 0 };
  assert.match(moment(end).textContent, /Thank you\. Rehearsal – it does not count/);
});
