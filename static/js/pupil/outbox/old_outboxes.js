/** What earlier pupils left in this browser goes on being sent, out of the present one's sight; what no server takes is told. */
import { gettext } from "../../shared/language.js";
import { announce } from "../../shared/layout.js";
import * as api from "../api.js";
import { neverSent } from "../screens.js";
import { Entries, Transport } from "./entries.js";

/** @typedef {import("../../shared/types").Lease} Lease */
/** @typedef {import("../../shared/types").Store} Store */

const ROUND = 30000;
const AGE = 48 * 3600 * 1000;

/**
 * Begins to send, in rounds.
 * @param {Store} store
 * @param {() => string} own id of the lease on screen
 * @param {(unsent: number, read: () => void) => void} tell says what came too late; `read`: somebody has read it
 */
export function sendOld(store, own, tell = say) {
  const tellNow = (/** @type {number} */ unsent, /** @type {() => void} */ read) => own() || tell(unsent, read);
  const round = async () => {
    for (const lease of await store.leases().catch(() => [])) {
      if (lease.id !== own() && isAtRest(lease)) {
        await sendOne(store, lease).catch((error) => forget(store, lease, error, tellNow));
      }
    }
    setTimeout(round, ROUND * (1 + Math.random() * 0.2));
  };
  void round();
}

/**
 * A page that has it on screen touches it every ten seconds. Where the computer's clock was put back since, it was touched later than now.
 * @param {Lease} lease
 */
function isAtRest({ touched }) {
  return Math.abs(Date.now() - touched) > ROUND / 2;
}

/**
 * @param {Store} store
 * @param {Lease} lease
 */
async function sendOne(store, lease) {
  const entries = new Entries(store, lease);
  const transport = new Transport(lease.credential);
  await entries.open();
  const unsent = entries.unsent();
  if (unsent.length) {
    const { acked, refused } = await transport.send(unsent);
    await entries.settle(acked, refused);
    return;
  }
  if (lease.finishing) {
    await transport.finish(entries).catch(unlessOver);
  }
  if (lease.finishing || lease.aside || Date.now() - lease.touched > AGE) {
    await entries.wipe();
  }
}

/** @param {unknown} error raised again unless it says that this lease has nothing more to finish */
function unlessOver(error) {
  if (!(error instanceof api.Refusal)) {
    throw error;
  }
}

/**
 * Whoever is at the way in reads it; nobody in the middle of a quiz does.
 * @param {number} unsent
 * @param {() => void} read
 */
function say(unsent, read) {
  announce(`${gettext("This quiz is over")}. ${neverSent(unsent)}`, gettext("Close"), read);
}

/**
 * A lease whose attempt was deleted can send nothing; after two days it is given up. One whose edition is
 * over is given up once somebody has read how much it could not send.
 * @param {Store} store
 * @param {Lease} lease
 * @param {unknown} error
 * @param {(unsent: number, read: () => void) => void} tell
 */
async function forget(store, lease, error, tell) {
  const old = Date.now() - lease.touched > AGE;
  if (api.isOver(error) ? lease.told : api.isFinal(error) && old) {
    await store.wipe(lease.id).catch(() => undefined);
  } else if (api.isOver(error)) {
    const entries = await store.events(lease.id).catch(() => []);
    const unsent = entries.filter(({ mark }) => mark === "new").length;
    tell(unsent, () => void store.patch(lease.id, { told: true }).catch(() => undefined));
  }
}
