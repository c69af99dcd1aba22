/**
 * How the presenter's and the audience's window of one computer talk. A channel where the browser gives one to the page,
 * and messages between a window and the one that opened it: that way works for a file, too.
 */

const AGAIN_MS = 1500;

export class CeremonyLink {
  /**
   * @param {string} name of the ceremony: a rehearsal in another window says nothing to it
   * @param {(said: any) => void} hear
   */
  constructor(name, hear) {
    this.name = name;
    this.hear = hear;
    /** @type {Set<Window>} */
    this.peers = new Set();
    /** @type {BroadcastChannel | null} */
    this.channel = null;
    if (window.opener) {
      this.peers.add(window.opener);
    }
    window.addEventListener("message", (event) => this.take(event));
    this.listen();
  }

  listen() {
    try {
      // eslint-disable-next-line compat/compat
      this.channel = new BroadcastChannel(this.name);
      this.channel.addEventListener("message", (event) => this.hear(event.data));
    } catch (error) {
      // a file without an origin of its own, or an older Safari: the windows know each other
    }
  }

  /**
   * Only from a window of the same place that says the ceremony's name.
   * @param {MessageEvent} event
   */
  take(event) {
    const from = /** @type {Window | null} */ (event.source);
    if (!from || !event.data || event.data.name !== this.name || !isOurs(event.origin)) {
      return;
    }
    this.peers.add(from);
    this.hear(event.data.said);
  }

  /** @param {Window | null} peer a window that was just opened */
  know(peer) {
    if (peer) {
      this.peers.add(peer);
    }
  }

  /** @param {unknown} said */
  say(said) {
    if (this.channel) {
      this.channel.postMessage(said);
    }
    // a file has no origin that could be named
    const to = location.protocol === "file:" ? "*" : location.origin;
    for (const peer of Array.from(this.peers)) {
      if (peer.closed) {
        this.peers.delete(peer);
      } else {
        peer.postMessage({ name: this.name, said }, to);
      }
    }
  }

  /**
   * Says it now and over and over: a window that was loaded anew finds the other one again.
   * @param {() => unknown} saying
   */
  keepSaying(saying) {
    this.say(saying());
    setInterval(() => this.say(saying()), AGAIN_MS);
  }
}

/**
 * Whether a message comes from where this page is from; browsers call the origin of a file either way.
 * @param {string} origin
 */
function isOurs(origin) {
  return location.protocol === "file:" ? origin === "null" || origin === "file://" : origin === location.origin;
}
