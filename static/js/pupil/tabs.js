/** Which tab of this browser has which lease on screen, and how one tab gives it to another. */

const NAME = "quiz-lease";
/** After a reload the page before may take a moment to let go. */
const RELOADING = 500;
/** So long a tab has to keep what its pupil has made; one that sleeps is not waited for. */
const GIVING = 1500;

/** The lease of this tab; none where it is empty. */
let own = "";
/** @type {() => void} */
let letGo = () => undefined;
/** @type {() => Promise<void>} */
let give = async () => undefined;
/** @type {BroadcastChannel | null} */
let channel = null;

/**
 * Asks for the lock of a lease, and keeps it until it is let go or taken away.
 * @param {string} id
 * @param {LockOptions} how
 * @returns {Promise<boolean>} whether this tab has it; also where the browser knows no locks
 */
function locked(id, how) {
  if (!navigator.locks) {
    return Promise.resolve(true);
  }
  return new Promise((resolve) => {
    let had = false;
    const keep = (/** @type {Lock | null} */ lock) => {
      had = lock !== null;
      resolve(had);
      return had ? untilLetGo() : null;
    };
    // eslint-disable-next-line compat/compat -- asked for above
    navigator.locks.request(`${NAME}/${id}`, how, keep).catch(() => {
      resolve(false);
      if (had && own === id) {
        void giveAway();
      }
    });
  });
}

/** @returns {Promise<void>} */
function untilLetGo() {
  return new Promise((done) => {
    letGo = done;
  });
}

/**
 * @param {string} id
 * @param {number} patience milliseconds
 */
async function lockedWithin(id, patience) {
  const waiting = new AbortController();
  const timer = setTimeout(() => waiting.abort(), patience);
  const has = await locked(id, { signal: waiting.signal });
  clearTimeout(timer);
  return has;
}

async function giveAway() {
  own = "";
  await give();
  letGo();
}

/** A tab hears when another one wants what it has. */
function listen() {
  if (!channel && typeof BroadcastChannel !== "undefined") {
    channel = new BroadcastChannel(NAME);
    channel.onmessage = ({ data }) => void (own && data === own && giveAway());
  }
}

/**
 * Whether a lease that this tab had before a reload is its own still; a tab that was copied has only the mark.
 * @param {string} id
 */
export async function isStillOwn(id) {
  own = (await lockedWithin(id, RELOADING)) ? id : "";
  return own === id;
}

/**
 * From now on this tab has the lease.
 * @param {string} id
 * @param {() => Promise<void>} giving another tab takes it: what was made is kept, then the screen says so
 */
export function hold(id, giving) {
  give = giving;
  listen();
  if (own !== id) {
    own = id;
    void locked(id, { ifAvailable: true });
  }
}

/**
 * Takes a lease from the tab that has it, once that has kept what its pupil has made.
 * @param {string} id
 */
export async function take(id) {
  listen();
  channel?.postMessage(id);
  await ((await lockedWithin(id, GIVING)) || locked(id, { steal: true }));
  own = id;
}

/** Nobody sits at this tab any more. */
export function release() {
  own = "";
  letGo();
}

/** @returns {Promise<Set<string>>} leases that a living tab has on screen */
export async function heldByTabs() {
  if (!navigator.locks) {
    return new Set();
  }
  // eslint-disable-next-line compat/compat -- asked for above
  const { held } = await navigator.locks.query();
  return new Set((held || []).map(({ name }) => (name || "").replace(`${NAME}/`, "")));
}
