/** The requests of a pupil: what a reply is, a refusal, and no usable reply. */
import assert from "node:assert/strict";
import { afterEach, mock, test } from "node:test";

import * as api from "../../static/js/pupil/api.js";

afterEach(() => mock.restoreAll());

function server(status, text, headers = {}) {
  return mock.method(globalThis, "fetch", async () => new Response(text, { status, headers }));
}

test("a request carries the credential and no cookie", async () => {
  const fetched = server(200, '{"acked": [1]}');
  assert.deepEqual(await api.answers("secret", { events: [[1, 2, 3, 4]] }, true), { acked: [1] });
  const [path, init] = fetched.mock.calls[0].arguments;
  assert.equal(path, "/hall/answers");
  assert.equal(init.headers.Authorization, "Bearer secret");
  assert.deepEqual([init.credentials, init.keepalive, init.body], ["omit", true, '{"events":[[1,2,3,4]]}']);
});

test("a refusal tells its code, the wait and what is missing", async () => {
  server(409, '{"error": "unsent", "missing": [2]}');
  await assert.rejects(api.finish("secret", 3), (error) => {
    assert.ok(error instanceof api.Refusal);
    assert.deepEqual([error.status, error.code, error.missing, api.askedBy(error)], [409, "unsent", [2], 0]);
    return true;
  });
});

for (const [what, status, text, headers, wait] of [
  ["a busy server", 503, '{"error": "busy"}', { "Retry-After": "7" }, 7],
  ["a school's proxy with its own page", 403, "<html>", {}, 0],
  ["a page where JSON should be", 200, "<html>", {}, 0],
]) {
  test(`${what} is no usable reply`, async () => {
    server(status, text, headers);
    await assert.rejects(api.heartbeat("secret", {}), (error) => {
      assert.ok(error instanceof api.Unreachable);
      assert.equal(api.askedBy(error), wait);
      return true;
    });
  });
}

test("no network is no usable reply", async () => {
  mock.method(globalThis, "fetch", () => Promise.reject(new TypeError("network")));
  await assert.rejects(api.result("AAAA"), api.Unreachable);
});

test("a lease is lost for good with its credential or its edition, not with a busy server", () => {
  const errors = [
    new api.Refusal(401, { error: "unknown" }),
    new api.Refusal(410, { error: "edition_over" }),
    new api.Refusal(429, { error: "busy" }),
    new api.Unreachable(0),
  ];
  assert.deepEqual(errors.map(api.isFinal), [true, true, false, false]);
  assert.deepEqual(errors.map(api.isOver), [false, true, false, false]);
});

test("a paper is fetched once", async () => {
  const fetched = server(200, '{"language": "en", "questions": []}');
  await api.paper("d1");
  await api.paper("d1");
  assert.equal(fetched.mock.callCount(), 1);
});
