/** What earlier pupils left is sent, whatever a computer's clock does; what a page has on the screen is that page's. */
import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { LEASE, RUNNING, event, fakePage, settled } from "./fakes.mjs";

mock.timers.enable({ apis: ["setTimeout"] });
fakePage();
const { sendOld } = await import("../../static/js/pupil/outbox/old_outboxes.js");

/** How often an answer is sent of a lease that was touched so many milliseconds ago. */
async function sentOf(ago) {
  const sent = [];
  globalThis.fetch = async (path) => {
    sent.push(path);
    return { ok: true, text: async () => JSON.stringify({ acked: [1], refused: [], state: RUNNING }) };
  };
  const store = {
    leases: async () => [{ ...LEASE, touched: Date.now() - ago }],
    events: async () => [{ lease: LEASE.id, seq: 1, ...event(1, 2), mark: "new" }],
    settle: async () => undefined,
  };
  sendOld(store, () => "", () => undefined);
  await settled();
  await settled();
  return sent.length;
}

test("answers of an earlier pupil are sent", async () => assert.equal(await sentOf(60_000), 1));

test("those of a page that is open somewhere are left to it", async () => assert.equal(await sentOf(5000), 0));

test("a clock that was put back by an hour holds nothing up", async () => assert.equal(await sentOf(-3_600_000), 1));
