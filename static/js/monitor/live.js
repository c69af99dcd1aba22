/** The server as the source of a monitor or a wall, and where the acts of a teacher go. */
import { post } from "./forms.js";
import { fetchSeat } from "./panel.js";
import { follow } from "./state_feed.js";

/** @typedef {import("./sitting").MonitorSource} MonitorSource */

/**
 * @param {HTMLElement} root which says where its states are told
 * @returns {MonitorSource}
 */
export function liveMonitor(root) {
  return {
    follow: (onState, onLink) => follow(placesOf(root), onState, onLink),
    post,
    seat: (link) => fetchSeat(link.href),
  };
}

/** @param {HTMLElement} root */
export function placesOf(root) {
  return { socket: root.dataset.socket || "", url: root.dataset.stateUrl || "" };
}
