/** Brings snapshots: through a socket, or by asking every few seconds where sockets are blocked. */

/** @typedef {import("./table.js").Snapshot} Snapshot */
/** @typedef {"live" | "polling" | "reconnecting"} Link */

/**
 * @typedef {object} Options
 * @property {string} socket path of the socket
 * @property {string} snapshot address of the same text
 * @property {(snapshot: Snapshot) => void} take
 * @property {(link: Link) => void} tell
 */

const FAILURES_BEFORE_POLLING = 3;
const POLL_MS = 5000;
const SOCKET_AGAIN_MS = 60000;
const SHORTEST_WAIT_MS = 3000;

/** After a restart thousands come back: each after a time of its own. @param {number} ms */
function jittered(ms) {
  return ms * (0.5 + Math.random());
}

export class SnapshotFeed {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    this.failures = 0;
    this.open = false;
    /** @type {number | undefined} */
    this.polling = undefined;
  }

  start() {
    this.connect();
    // A page that slept may have missed its socket's end.
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        void this.ask();
      }
    });
  }

  connect() {
    const address = new URL(this.options.socket, location.href);
    address.protocol = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.addEventListener("open", () => this.opened());
    socket.addEventListener("message", (event) => this.options.take(JSON.parse(event.data)));
    socket.addEventListener("close", () => this.closed());
  }

  opened() {
    this.open = true;
    this.failures = 0;
    clearInterval(this.polling);
    this.polling = undefined;
    this.options.tell("live");
  }

  closed() {
    this.open = false;
    this.failures += 1;
    if (this.failures < FAILURES_BEFORE_POLLING) {
      this.options.tell("reconnecting");
      setTimeout(() => this.connect(), jittered(SHORTEST_WAIT_MS * this.failures));
      return;
    }
    setTimeout(() => this.connect(), jittered(SOCKET_AGAIN_MS));
    this.poll();
  }

  poll() {
    if (this.polling === undefined) {
      void this.ask();
      this.polling = setInterval(() => void this.ask(), jittered(POLL_MS));
    }
  }

  /** The browser asks with the ETag it holds; what has not changed costs a line. */
  async ask() {
    if (document.hidden) {
      return;
    }
    try {
      const reply = await fetch(this.options.snapshot, { cache: "no-cache" });
      if (!reply.ok) {
        throw new Error(String(reply.status));
      }
      this.options.take(await reply.json());
      this.said("polling");
    } catch {
      this.said("reconnecting");
    }
  }

  /** @param {Link} link */
  said(link) {
    if (!this.open) {
      this.options.tell(link);
    }
  }
}
