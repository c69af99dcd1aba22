/** The bar of a sitting: who is here and who has finished, of those who can be. */

import { byId } from "./text.js";

/** @param {{total: number, joined: number, finished: number}} state */
export function drawProgress(state) {
  const bar = byId("progress");
  bar?.setAttribute("viewBox", `0 0 ${state.total || 1} 1`);
  bar?.querySelector(".progress-joined")?.setAttribute("width", String(state.joined));
  bar?.querySelector(".progress-finished")?.setAttribute("width", String(state.finished));
}
