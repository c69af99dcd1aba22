/** A file of answers: the vectors that the server's tests open, and when it is offered. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { canSeal, checkDigit, numberOf, sealed } from "../../static/js/pupil/answer_file/sealing.js";
import { FileOffer } from "../../static/js/pupil/file_offer.js";

const VECTOR = JSON.parse(readFileSync(new URL("../vectors/answer_file.json", import.meta.url), "utf8"));
const CURVE = { name: "ECDH", namedCurve: "P-256" };

async function pairOf({ d, x, y }) {
  const jwk = { kty: "EC", crv: "P-256", x, y };
  return {
    privateKey: await crypto.subtle.importKey("jwk", { ...jwk, d }, CURVE, false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("jwk", jwk, CURVE, true, []),
  };
}

test("the page seals as the server opens", async () => {
  const { seal, run, code, body, nonce, content } = VECTOR;
  const drawn = { pair: await pairOf(VECTOR.browser), nonce: Uint8Array.from(nonce) };
  const made = await sealed(seal, { run, code }, body, drawn);
  assert.equal(new TextDecoder().decode(made), content);
});

test("two files of the same answers have nothing in common but their head", async () => {
  const { seal, run, code, body } = VECTOR;
  const [one, other] = await Promise.all([1, 2].map(() => sealed(seal, { run, code }, body)));
  const [parts, others] = [one, other].map((file) => new TextDecoder().decode(file).split(" "));
  assert.deepEqual(parts.slice(0, 4), others.slice(0, 4));
  parts.slice(4).forEach((part, at) => assert.notEqual(part, others[at + 4]));
});

test("page and server give a file the same number", async () => {
  assert.equal(await numberOf(new TextEncoder().encode(VECTOR.content)), VECTOR.number);
  for (const [digits, check] of Object.entries(VECTOR.check_digits)) {
    assert.equal(checkDigit(digits), check, digits);
  }
});

test("without a secure context it is known that no file can be made", () => {
  assert.ok(canSeal());
  assert.ok(!canSeal({ getRandomValues: (bytes) => bytes }));
});

function offerAt(seconds, { unsent = 1, finishing = false, shown = "question", lost = false } = {}) {
  return new FileOffer({
    outbox: { unsent: () => Array(unsent).fill({}), pace: { failingFor: () => seconds * 1000 } },
    heartbeat: { lost },
    lease: { finishing },
    shown,
  });
}

for (const [seconds, given, due] of [
  [0, {}, false],
  [120, {}, false],
  [121, {}, true],
  [500, { unsent: 0 }, false],
  [31, {}, false],
  [31, { finishing: true }, true],
  [31, { shown: "up" }, true],
  [30, { shown: "up" }, false],
  [500, { lost: true }, false],
]) {
  test(`after ${seconds} s without an acknowledgement a file is ${due ? "" : "not "}offered: ${JSON.stringify(given)}`, () => {
    assert.equal(offerAt(seconds, given).isDue(), due);
  });
}
