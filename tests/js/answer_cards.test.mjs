/** The questions of a result: each in its place, also one that was neutralised. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { fakePage } from "./fakes.mjs";

fakePage();
const { answerCards, seenOf } = await import("../../static/js/pupil/answer_cards.js");

const QUESTIONS = [1, 2, 3].map((number) => ({ number, stem: `Asked ${number}?`, choices: ["yes", "no"], key: 1, explanation: `Because ${number}.` }));

function said(result, order = []) {
  const seen = seenOf(QUESTIONS, result, order);
  const [, ...cards] = answerCards(seen, true).map((node) => node.textContent);
  return { marks: seen.map(({ place, mark }) => [place, mark]), cards };
}

test("a neutralised question stays in its place and says that it counts for nobody, with nothing right or wrong", () => {
  const { marks, cards } = said({ codes: [1, null, 2] });
  assert.deepEqual(marks, [[1, "R"], [2, "N"], [3, "W"]]);
  assert.match(cards[1], /2\. Asked 2\?.*counts for nobody.*gives no point to anybody/);
  assert.doesNotMatch(cards[1], /right|another look|Because|answer:/i);
  assert.match(cards[0], /right.*Because 1/);
});
