/** A file of answers: signed as the server's tests sign it, and when it is offered. */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";

import { signed } from "../../static/js/pupil/answer_file/file_panel.js";
import { FileOffer } from "../../static/js/pupil/file_offer.js";

test("a file is signed by the credential, which is not in it", async () => {
  const credential = "17.2:c2lnbmF0dXJl";
  const text = "quiz-answers-1 17.2 482913 [[1,1,4,1790000000000],[2,3,1,1790000005000]]";
  const mark = createHmac("sha256", credential).update(text).digest("hex");
  const events = [[1, 1, 4, 1790000000000], [2, 3, 1, 1790000005000]];
  assert.equal(await signed(credential, "482913", events), `${text} ${mark}`);
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
