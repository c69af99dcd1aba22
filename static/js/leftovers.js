/** What earlier pupils left in this browser goes on being sent, out of the present one's sight. */
import * as hall from "./hall.js";
import { AT_ONCE, finishLease, wire } from "./outbox.js";

/** @typedef {import("./types").Lease} Lease */
/** @typedef {import("./types").Store} Store */

const ROUND = 30000;
const AGE = 48 * 3600 * 1000;

/**
 * Begins to send, in rounds.
 * @param {Store} store
 * @param {() => string} own id of the lease on screen
 */
export function sendOld(store, own) {
  const round = async () => {
    for (const lease of await store.leases().catch(() => [])) {
      if (lease.id !== own() && Date.now() - lease.touched > ROUND / 2) {
        await sendOne(store, lease).catch((error) => forget(store, lease, error));
      }
    }
    setTimeout(round, ROUND * (1 + Math.random() * 0.2));
  };
  void round();
}

/**
 * @param {Store} store
 * @param {Lease} lease
 */
async function sendOne(store, lease) {
  const entries = await store.events(lease.id);
  const unsent = entries.filter(({ mark }) => mark === "new").slice(0, AT_ONCE);
  if (unsent.length) {
    const { acked, refused } = await hall.answers(lease.credential, { events: unsent.map(wire) });
    await store.settle(lease.id, acked, "acked");
    await store.settle(lease.id, refused, "refused");
    return;
  }
  if (lease.finishing) {
    await finishLease(store, lease, entries).catch(unlessOver);
  }
  if (lease.finishing || lease.aside || Date.now() - lease.touched > AGE) {
    await store.wipe(lease.id);
  }
}

/** @param {unknown} error raised again unless it says that this lease has nothing more to finish */
function unlessOver(error) {
  if (!(error instanceof hall.Refusal)) {
    throw error;
  }
}

/**
 * A lease whose attempt was deleted can send nothing; after two days it is given up.
 * @param {Store} store
 * @param {Lease} lease
 * @param {unknown} error
 */
async function forget(store, lease, error) {
  const gone = error instanceof hall.Refusal && error.status === 401;
  if (gone && Date.now() - lease.touched > AGE) {
    await store.wipe(lease.id).catch(() => undefined);
  }
}
