/** What the check of a PC makes of what it measured. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { browserLook, browserName, clockLook, networkLook, screenLook, serverLook } from "../../static/js/lab/line_tests.js";

const AGENTS = [
  ["Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36", "chrome", 109, "ok"],
  ["Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/96.0.4664.0 Safari/537.36", "chrome", 96, "warn"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0", "edge", 120, "ok"],
  ["Mozilla/5.0 (Windows NT 6.1; rv:109.0) Gecko/20100101 Firefox/115.0", "firefox", 115, "ok"],
  ["Mozilla/5.0 (iPad; CPU OS 16_6) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1", "safari", 16, "ok"],
  ["Lynx/2.9", "other", 0, "warn"],
];

for (const [agent, browser, version, look] of AGENTS) {
  test(`${browser} ${version} is ${look}`, () => {
    const name = browserName(agent);
    assert.deepEqual(name, { browser, version });
    assert.equal(browserLook(name).look, look);
  });
}

/** Questions to the server of so many milliseconds each; its clock is `off` ms behind ours. */
const rounds = (took, off = 0) =>
  took.map((ms, n) => (ms === null ? null : { sent: n * 1000, got: n * 1000 + ms, server: n * 1000 + ms / 2 - off }));

test("one slow reply does not make the server slow", () => {
  assert.deepEqual(serverLook(rounds([40, 40, 4000, 60, 50])), { look: "ok", more: { word: "took", count: 50 } });
  assert.equal(serverLook(rounds([900, 800, 700])).look, "warn");
  assert.equal(serverLook([null, null]).look, "bad");
});

test("replies that were kept on the way are found out", () => {
  const fresh = rounds([40, 40, 40]);
  assert.equal(networkLook(fresh).look, "ok");
  assert.equal(networkLook(fresh.map((one) => ({ ...one, server: 7 }))).look, "bad");
  assert.equal(networkLook([...fresh, null]).look, "warn");
  assert.equal(networkLook([null]).look, "bad");
});

test("a clock that is wrong is told by how much", () => {
  assert.deepEqual(clockLook(rounds([40, 40, 40], 1000)), { look: "ok" });
  assert.deepEqual(clockLook(rounds([40, 40, 40], 600_000)), { look: "warn", more: { word: "wrong_by", count: 600 } });
  assert.equal(clockLook(rounds([40], -2 * 86_400_000)).look, "bad");
  assert.equal(clockLook([null]).look, "warn");
});

test("a phone held upright is large enough, a stamp is not", () => {
  assert.equal(screenLook(1366, 650).look, "ok");
  assert.equal(screenLook(360, 640).look, "ok");
  assert.equal(screenLook(1024, 400).look, "warn");
  assert.equal(screenLook(200, 600).look, "bad");
});
