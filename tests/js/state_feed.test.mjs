/** A monitor whose socket is shut asks for its state, and knows a lost network from a right that is gone. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { settled } from "./fakes.mjs";

mock.timers.enable({ apis: ["setTimeout", "Date"] });
/** A socket that is shut at once. */
globalThis.WebSocket = class {
  addEventListener(name, hear) {
    if (name === "close") {
      setTimeout(hear, 1);
    }
  }
};
globalThis.window = { location: { href: "https://quiz.example/en/staff/sittings/1/" }, setTimeout: globalThis.setTimeout };
const { follow } = await import("../../static/js/monitor/state_feed.js");

/** What is told of the link while a reply is what every question gets. */
async function links(reply) {
  globalThis.fetch = async () => reply;
  const told = [];
  follow({ socket: "/ws/sittings/1/", url: "state/" }, () => undefined, (link) => told.push(link));
  for (let second = 0; second < 12; second += 1) {
    mock.timers.tick(1000);
    await settled();
  }
  return new Set(told);
}

test("a class that was given back and a log-in that has ended are no lost network", async () => {
  assert.deepEqual(await links({ ok: false, status: 404 }), new Set(["gone"]));
  assert.deepEqual(await links({ ok: true, status: 200, redirected: true }), new Set(["gone"]));
  assert.deepEqual(await links({ ok: false, status: 503 }), new Set(["lost"]));
  assert.deepEqual(await links({ ok: true, status: 200, text: async () => "{}" }), new Set(["polling"]));
});
