/** Which tab of this browser has which lease; one that is copied takes it from the first. */

const MINE = "quiz-lease";

/** @type {() => void} */
let letGo = () => undefined;

/**
 * The newest tab has a lease, as the newest computer has a card.
 * @param {string} id
 * @param {(id: string) => void} taken another tab has it now
 */
export function hold(id, taken) {
  mark(MINE, () => sessionStorage, id);
  if (navigator.locks) {
    const held = new Promise((resolve) => {
      letGo = () => resolve(null);
    });
    navigator.locks.request(`${MINE}/${id}`, { steal: true }, () => held).catch((error) => {
      if (error.name === "AbortError") {
        taken(id);
      }
    });
  }
}

export function release() {
  letGo();
  try {
    sessionStorage.removeItem(MINE);
  } catch (error) {
    // nothing was marked
  }
}

/** @returns {Promise<Set<string>>} leases that a living tab has on screen */
export async function heldElsewhere() {
  if (!navigator.locks) {
    return new Set();
  }
  // eslint-disable-next-line compat/compat -- asked for above
  const { held } = await navigator.locks.query();
  return new Set((held || []).map(({ name }) => (name || "").replace(`${MINE}/`, "")));
}

/** Somebody has sat here: a reloaded page looks for them. */
export function markUsed() {
  mark("quiz-used", () => localStorage, "1");
}

/**
 * @param {string} key
 * @param {() => Storage} storage where it is switched off, naming it raises
 * @param {string} value
 */
function mark(key, storage, value) {
  try {
    storage().setItem(key, value);
  } catch (error) {
    // without storage a reload asks for the digits again
  }
}

/** @returns {string | null} the id of the lease of this tab */
export function ownMark() {
  try {
    return sessionStorage.getItem(MINE);
  } catch (error) {
    return null;
  }
}
