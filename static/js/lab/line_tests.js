/** What is tried for each line of the check; every test tells what came of it and how much. */

/**
 * @typedef {{look: "ok" | "warn" | "bad", more?: {word: string, count: number}}} Found
 * @typedef {{time: string, socket: string}} Where
 */

const FIRST_TRIED = { chrome: 109, edge: 109, opera: 95, firefox: 115, safari: 16 };
const ASKED = 7;
const QUICK_MS = 500;
const FAIR_MS = 3000;
const CLOCK_OFF_S = 120;
const DAY_S = 86400;
const SOCKET_MS = 6000;
const DATABASE = "lab-check";

/**
 * In the order in which they are done: what is slow or depends on others comes last.
 * @param {Where} where
 * @returns {[string, () => Promise<Found>][]}
 */
export function lineTests(where) {
  /** @type {Round[]} */
  const rounds = [];
  return [
    ["browser", async () => browserLook(browserName(navigator.userAgent))],
    ["screen", async () => screenLook(window.innerWidth, window.innerHeight)],
    ["font", fontLook],
    ["storage", storageLook],
    ["server", () => ask(where.time, rounds)],
    ["network", async () => networkLook(rounds)],
    ["clock", async () => clockLook(rounds)],
    ["socket", () => socketLook(where.socket, rounds)],
  ];
}

/**
 * The family and its version; the rest is "other" with version 0.
 * @param {string} agent
 * @returns {{browser: string, version: number}}
 */
export function browserName(agent) {
  /** @type {[string, RegExp][]} */
  const families = [
    ["edge", /Edg(?:A|iOS)?\/(\d+)/],
    ["opera", /OPR\/(\d+)/],
    ["firefox", /(?:Firefox|FxiOS)\/(\d+)/],
    ["chrome", /(?:Chrome|CriOS)\/(\d+)/],
    ["safari", /Version\/(\d+).*Safari/],
  ];
  for (const [browser, pattern] of families) {
    const found = pattern.exec(agent);
    if (found) {
      return { browser, version: Math.min(Number(found[1]), 999) };
    }
  }
  return { browser: "other", version: 0 };
}

/**
 * Who reads this script can show the quiz; an older one than we try gets a remark.
 * @param {{browser: string, version: number}} name
 * @returns {Found}
 */
export function browserLook({ browser, version }) {
  const first = /** @type {Record<string, number>} */ (FIRST_TRIED)[browser];
  return { look: first !== undefined && version >= first ? "ok" : "warn" };
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {Found}
 */
export function screenLook(width, height) {
  if (width < 300 || height < 300) {
    return { look: "bad" };
  }
  return { look: width >= 340 && height >= 480 ? "ok" : "warn" };
}

/** @returns {Promise<Found>} */
async function fontLook() {
  const letters = await Promise.all(
    ["čćđšž", "ђјљњћџ"].map((text) => document.fonts.load('16px "Quiz Sans"', text).catch(() => [])),
  );
  return { look: letters.every((found) => found.length) ? "ok" : "warn" };
}

/** @returns {Promise<Found>} */
async function storageLook() {
  try {
    await writeAndRead();
    return { look: "ok" };
  } catch {
    return { look: shelfWorks() ? "warn" : "bad" };
  }
}

/** In a database of its own: what pupils left on this PC is not touched. */
function writeAndRead() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    setTimeout(() => reject(new Error("timeout")), 3000);
    request.onerror = request.onblocked = () => reject(new Error("no database"));
    request.onupgradeneeded = () => request.result.createObjectStore("words");
    request.onsuccess = () => {
      const database = request.result;
      const work = database.transaction("words", "readwrite", { durability: "strict" });
      work.objectStore("words").put("kept", 1);
      const read = work.objectStore("words").get(1);
      work.onabort = () => reject(new Error("aborted"));
      work.oncomplete = () => {
        database.close();
        indexedDB.deleteDatabase(DATABASE);
        if (read.result === "kept") {
          resolve(null);
        } else {
          reject(new Error("not kept"));
        }
      };
    };
  });
}

function shelfWorks() {
  try {
    localStorage.setItem(`${DATABASE}-try`, "kept");
    const kept = localStorage.getItem(`${DATABASE}-try`) === "kept";
    localStorage.removeItem(`${DATABASE}-try`);
    return kept;
  } catch {
    return false;
  }
}

/** @typedef {{sent: number, got: number, server: number} | null} Round one question to the server; null when it is lost */

/**
 * Several small questions; the middle one counts, so that a single slow one does not.
 * @param {string} url
 * @param {Round[]} rounds filled for the lines that come after
 * @returns {Promise<Found>}
 */
async function ask(url, rounds) {
  while (rounds.length < ASKED) {
    rounds.push(await round(url));
  }
  return serverLook(rounds);
}

/**
 * @param {string} url
 * @returns {Promise<Round>}
 */
async function round(url) {
  const sent = Date.now();
  const began = performance.now();
  try {
    const reply = await fetch(url, { cache: "no-store", credentials: "omit", headers: { Accept: "application/json" } });
    const { now } = await reply.json();
    return typeof now === "number" ? { sent, got: sent + performance.now() - began, server: now } : null;
  } catch {
    return null;
  }
}

/**
 * @param {Round[]} rounds
 * @returns {Found}
 */
export function serverLook(rounds) {
  const took = rounds.flatMap((one) => (one ? [one.got - one.sent] : []));
  if (!took.length) {
    return { look: "bad" };
  }
  const count = Math.round(median(took));
  return { look: count <= QUICK_MS ? "ok" : "warn", more: { word: "took", count } };
}

/**
 * A reply that is as old as an earlier one was kept by something on the way.
 * @param {Round[]} rounds
 * @returns {Found}
 */
export function networkLook(rounds) {
  const came = rounds.flatMap((one) => (one ? [one.server] : []));
  if (!came.length || (came.length > 1 && new Set(came).size === 1)) {
    return { look: "bad" };
  }
  const slow = rounds.some((one) => one && one.got - one.sent > FAIR_MS);
  return { look: came.length < rounds.length || slow ? "warn" : "ok" };
}

/**
 * @param {Round[]} rounds
 * @returns {Found}
 */
export function clockLook(rounds) {
  const off = rounds.flatMap((one) => (one ? [(one.sent + one.got) / 2 - one.server] : []));
  if (!off.length) {
    return { look: "warn" };
  }
  const count = Math.round(Math.abs(median(off)) / 1000);
  if (count < CLOCK_OFF_S) {
    return { look: "ok" };
  }
  return { look: count < DAY_S ? "warn" : "bad", more: { word: "wrong_by", count } };
}

/**
 * @param {string} path
 * @param {Round[]} rounds
 * @returns {Promise<Found>}
 */
async function socketLook(path, rounds) {
  try {
    await echo(path);
    return { look: "ok" };
  } catch {
    return { look: rounds.some(Boolean) ? "warn" : "bad" };
  }
}

/** @param {string} path */
function echo(path) {
  return new Promise((resolve, reject) => {
    const address = new URL(path, window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address.href);
    setTimeout(() => reject(new Error("timeout")), SOCKET_MS);
    socket.onopen = () => socket.send("hello");
    socket.onmessage = (event) => (event.data === "hello" ? resolve(null) : reject(new Error("other words")));
    socket.onclose = () => reject(new Error("closed"));
  });
}

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
