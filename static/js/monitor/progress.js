/** The bar of a sitting: who is here and who has finished, of those who can be. */

import { byId } from "./text.js";

/**
 * @param {{total: number, joined: number, finished: number}} state
 * @param {number} [working] where it is told
 */
export function drawProgress(state, working = 0) {
  const bar = byId("progress");
  bar?.setAttribute("viewBox", `0 0 ${state.total || 1} 1`);
  bar?.querySelector(".progress-joined")?.setAttribute("width", String(state.joined));
  const middle = bar?.querySelector(".progress-working");
  middle?.setAttribute("x", String(state.finished));
  middle?.setAttribute("width", String(working));
  bar?.querySelector(".progress-finished")?.setAttribute("width", String(state.finished));
}
