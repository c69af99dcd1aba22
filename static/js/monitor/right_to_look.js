/** A class that was given back, or a log-in that has ended, is no lost network: the page says so itself. */

/** Whoever asks may not look on any more. */
export class NoRight extends Error {}

/**
 * A reply that tells what was asked for; raises `NoRight` or what else it is.
 * @param {Response} reply
 */
export function allowed(reply) {
  if (reply.redirected || reply.status === 404) {
    throw new NoRight();
  }
  if (!reply.ok) {
    throw new Error(String(reply.status));
  }
  return reply;
}

/** Loads the page anew, of two side by side the one that holds both: it leads to the log-in, or says that it is another's. */
export function lookAnew() {
  window.location.reload();
}
