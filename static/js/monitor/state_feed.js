/** The state of a sitting as it changes: by socket, and by asking where sockets are blocked. */

import { allowed, NoRight } from "./right_to_look.js";

/** @typedef {"live" | "polling" | "lost" | "gone"} Link `gone`: whoever looks on may not any more */

const SOCKET_TRIES = 3;
const POLL_MS = 3000;
const SOCKET_AGAIN_MS = 60000;
const PAUSES_MS = [1000, 2000, 5000];

/**
 * Starts at once and never ends; whoever leaves the page takes it along.
 * @template State what the address tells
 * @param {{socket: string, url: string}} where
 * @param {(state: State) => void} onState
 * @param {(link: Link) => void} onLink
 */
export function follow(where, onState, onLink) {
  const address = new URL(where.socket, window.location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  let failures = 0;
  let last = "";

  /** @param {string} text */
  function take(text) {
    if (text !== last) {
      last = text;
      onState(JSON.parse(text));
    }
  }

  function connect() {
    const socket = new WebSocket(address.href);
    socket.addEventListener("message", (event) => {
      failures = 0;
      onLink("live");
      take(event.data);
    });
    socket.addEventListener("close", () => {
      failures += 1;
      if (failures >= SOCKET_TRIES) {
        pollUntil(Date.now() + SOCKET_AGAIN_MS);
      } else {
        window.setTimeout(connect, (PAUSES_MS[failures - 1] || 1000) * (0.5 + Math.random()));
      }
    });
  }

  /** @param {number} end when to give the socket another try */
  async function pollUntil(end) {
    try {
      take(await ask(where.url));
      onLink("polling");
    } catch (error) {
      onLink(error instanceof NoRight ? "gone" : "lost");
    }
    window.setTimeout(() => (Date.now() < end ? pollUntil(end) : connect()), POLL_MS);
  }

  connect();
}

/**
 * The state as text; the browser sends the ETag along and hands out what it has on 304.
 * @param {string} url
 */
async function ask(url) {
  const reply = await fetch(url, { cache: "no-cache", headers: { Accept: "application/json" } });
  return allowed(reply).text();
}
