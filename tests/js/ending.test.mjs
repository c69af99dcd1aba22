/** The end of an attempt: the explanations come once they may be known, in the language on screen. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { FakeNode, fakePage } from "./fakes.mjs";

fakePage();
const { Ending } = await import("../../static/js/pupil/ending.js");
const { lastScreenComes } = await import("../../static/js/pupil/later_modules.js");
await lastScreenComes();

const REACHED = { receipt: "AAAA", byTime: false, country: "BA", languages: ["en", "sr"], seed: 1, count: 1 };
const REVEALED = { phase: "revealed", score: 2, max_score: 2, topics: [], codes: [12] };

/** @type {Record<string, unknown>} replies by path; a path without one is not there */
let replies = {};
let asked = [];

beforeEach(() => {
  asked = [];
  globalThis.fetch = async (path) => {
    asked.push(path);
    const body = replies[path];
    return { ok: body !== undefined, status: body === undefined ? 503 : 200, headers: new Map(), text: async () => JSON.stringify(body || {}) };
  };
});

/** An end, and how often it was drawn. */
function ended() {
  const drawn = [];
  const ending = new Ending(REACHED, { draw: () => drawn.push(ending.keys && ending.keys.language), done: () => undefined, safe: () => true });
  return { ending, drawn };
}

test("before the answers may be known nobody asks for them", async () => {
  replies = { "/receipts/": { ...REVEALED, phase: "scored" } };
  const { ending, drawn } = ended();
  await ending.ask();
  assert.deepEqual([asked, drawn], [["/receipts/"], [null]]);
});

test("then they come in the language on screen, and in another one when that is chosen", async () => {
  const keys = { en: "revealed-en", sr: "revealed-sr" };
  replies = {
    "/receipts/": { ...REVEALED, keys },
    "/hall/papers/revealed-en": { language: "en", questions: [] },
    "/hall/papers/revealed-sr": { language: "sr", questions: [] },
  };
  const { ending, drawn } = ended();
  await ending.ask();
  assert.deepEqual(drawn, ["en"]);
  const change = await ending.inLanguage("sr");
  assert.equal(ending.keys.language, "en", "all changes together, or nothing");
  change();
  assert.equal(ending.keys.language, "sr");
});

test("the end is kept in the language in which it is read, and no more once its pupil has left", async () => {
  const kept = [];
  globalThis.sessionStorage = { setItem: (_key, value) => kept.push(JSON.parse(value).language) };
  const { ending } = ended();
  (await ending.inLanguage("sr"))();
  ending.stop();
  (await ending.inLanguage("hr"))();
  delete globalThis.sessionStorage;
  assert.deepEqual(kept, ["en", "sr"]);
});

test("what cannot be fetched is asked for again with the next look, the score is there meanwhile", async () => {
  replies = { "/receipts/": { ...REVEALED, keys: { en: "late" } } };
  const { ending } = ended();
  await ending.ask();
  assert.deepEqual([ending.result.score, ending.keys, ending.failed], [2, null, false]);
  await assert.rejects(ending.inLanguage("en"));
  replies["/hall/papers/late"] = { language: "en", questions: [] };
  await ending.ask();
  assert.equal(ending.keys.language, "en");
});

test("who asks and finds nothing new reads that, and nobody else does", async (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const line = new FakeNode();
  context.mock.method(document, "getElementById", (id) => (id === "remark" ? line : null));
  const { ending } = ended();
  replies = { "/receipts/": { phase: "wait" } };
  await ending.ask();
  assert.equal(line.textContent, "", "the page asks by itself, too");
  await ending.askAgain();
  assert.equal(line.textContent, "Not yet. Look again later.");
  line.children = [];
  replies = { "/receipts/": { ...REVEALED, phase: "scored" } };
  await ending.askAgain();
  assert.equal(line.textContent, "", "the points are seen");
  await ending.askAgain();
  assert.equal(line.textContent, "Not yet. Look again later.");
  replies = {};
  await ending.askAgain();
  assert.match(line.textContent, /^We cannot reach the quiz at the moment/);
});

test("who presses while the page asks by itself is told what that brings", async () => {
  replies = { "/receipts/": { ...REVEALED, phase: "scored" } };
  const { ending } = ended();
  await Promise.all([ending.ask(), ending.askAgain()]);
  assert.deepEqual([asked, ending.hasScore()], [["/receipts/"], true]);
});
