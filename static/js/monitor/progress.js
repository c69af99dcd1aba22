/** The bar of a sitting: who is here, who works and who has finished, of those who can be; on the wall who has finished. */

import { byId } from "./text.js";

/**
 * @param {{total: number, joined: number, finished: number}} state
 * @param {number} [working] where it is told
 */
export function drawProgress(state, working = 0) {
  byId("progress")?.setAttribute("viewBox", `0 0 ${state.total || 1} 1`);
  part("joined", { width: state.joined });
  part("working", { x: state.finished, width: working });
  part("finished", { width: state.finished });
}

/**
 * @param {string} name
 * @param {Record<string, number>} place
 */
function part(name, place) {
  const found = byId("progress")?.querySelector(`.progress-${name}`);
  Object.entries(place).forEach(([key, value]) => found?.setAttribute(key, String(value)));
}
