/** Words of an organizer: what comes in their place is no words, and they are asked for again. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { FakeNode, fakePage, settled } from "./fakes.mjs";

mock.timers.enable({ apis: ["setTimeout"] });
fakePage();
document.documentElement.classList = { toggle: () => undefined };
const { NoticeStrip } = await import("../../static/js/shared/notice.js");

/** A strip on a page in English, and the place in which it stands. */
function strip() {
  const place = new FakeNode();
  place.replaceChildren = (...children) => {
    place.children = children;
  };
  const own = (texts) => texts?.en;
  return { place, notice: new NoticeStrip(place, { own, close: () => "Close" }) };
}

test("a busy server has said nothing: what stands is drawn on, and the words come with the next try", async () => {
  const { place, notice } = strip();
  globalThis.fetch = async () => ({ ok: false, status: 503, json: async () => ({ error: "busy" }) });
  notice.hear("token");
  mock.timers.tick(2000);
  await settled();
  notice.draw();
  assert.equal(place.textContent, "");
  globalThis.fetch = async () => ({ ok: true, status: 200, json: async () => ({ texts: { en: "Go on." } }) });
  mock.timers.tick(30_000);
  await settled();
  assert.match(place.textContent, /^Go on\./);
});
