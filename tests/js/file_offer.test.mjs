/** The file of answers: what it needs comes while the class waits, and a network that fails meanwhile costs nothing. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { settled } from "./fakes.mjs";

const LINKS = [{ href: "/static/file_panel.js" }, { href: "/static/more.js" }];
globalThis.window = { addEventListener: () => undefined };
globalThis.document = {
  addEventListener: () => undefined,
  createElement: () => ({ setAttribute: () => undefined, append: () => undefined, addEventListener: () => undefined, remove: () => undefined }),
  getElementById: (id) => (id === "file-modules" ? { content: { querySelectorAll: () => LINKS } } : null),
};
const { FileOffer } = await import("../../static/js/pupil/file_offer.js");

/** A pupil in the waiting room, or one who has not said yet who that is. */
function pupil(here) {
  return {
    mayWork: () => here,
    papers: { state: null },
    shown: "waiting",
    lease: { finishing: false },
    heartbeat: { lost: false },
    outbox: { unsent: () => [], pace: { failingFor: () => 0 }, entries: { all: [] } },
  };
}

test("it comes before the paper, and is asked for again where the network was away", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  let away = true;
  const asked = [];
  globalThis.fetch = async (path) => {
    asked.push(path);
    if (away) {
      throw new TypeError("no line");
    }
    return { ok: true, text: async () => "" };
  };
  const stranger = new FileOffer(pupil(false));
  stranger.tick();
  mock.timers.tick(60000);
  await settled();
  assert.deepEqual(asked, [], "nobody is here");
  const offer = new FileOffer(pupil(true));
  offer.tick();
  mock.timers.tick(8000);
  await settled();
  assert.deepEqual([asked, offer.panel], [[LINKS[0].href], null]);
  away = false;
  mock.timers.tick(2000);
  for (let turn = 0; turn < 50 && !offer.panel; turn += 1) {
    await settled();
  }
  assert.notEqual(offer.panel, null);
  assert.deepEqual(asked.slice(1), LINKS.map(({ href }) => href));
  offer.stop();
  mock.timers.reset();
});
