/** What competition/rules/lesson.py decides on the server, as far as a made-up class needs it. */

/**
 * @param {string} state
 * @param {number} wrong
 * @param {boolean} locked
 */
export function needs(state, wrong, locked) {
  if (locked) {
    return "unlock";
  }
  if (state === "late") {
    return "let_in";
  }
  if (state === "offline") {
    return "leave";
  }
  return wrong && state === "absent" ? "check_card" : "";
}

/**
 * @param {string} phase
 * @param {{joined: number, finished: number, late: number, total: number}} count
 */
export function next(phase, count) {
  const { joined, finished } = count;
  /** @type {Record<string, string>} */
  const alone = { waiting: joined ? "start" : "show", closed: finished ? "results" : "leave" };
  return alone[phase] || whileAtWork(phase, count);
}

/**
 * @param {string} phase
 * @param {{joined: number, finished: number, late: number, total: number}} count
 */
function whileAtWork(phase, { joined, finished, late, total }) {
  if (phase === "running" && late) {
    return "admit";
  }
  if (joined && finished === joined) {
    return finished >= total ? "close" : "close_early";
  }
  return phase === "paused" ? "resume" : "";
}
