/** The last screen is fetched ahead; where the line is away it is asked for until it has come. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

const LINKS = [{ href: "/static/result.js" }, { href: "/static/ticket.js" }];
globalThis.window = { addEventListener: () => undefined };
globalThis.document = {
  addEventListener: () => undefined,
  getElementById: (id) => (id === "end-modules" ? { content: { querySelectorAll: () => LINKS } } : null),
};
const { lastScreen, lastScreenComes } = await import("../../static/js/pupil/later_modules.js");

test("it is there once every part of it was read to its end, and not before", async () => {
  let away = true;
  const read = [];
  globalThis.fetch = async (path) => {
    if (away && path === LINKS[1].href) {
      throw new TypeError("no line");
    }
    return { ok: true, text: async () => read.push(path) };
  };
  mock.timers.enable({ apis: ["setTimeout"] });
  const coming = lastScreenComes();
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(lastScreen(), null);
  assert.equal(lastScreenComes(), coming, "asked for once");
  away = false;
  mock.timers.tick(2000);
  await coming;
  assert.equal(typeof lastScreen().finished, "function");
  assert.deepEqual(read.slice(-2), LINKS.map(({ href }) => href));
});
