/** The six requests of the pupil API, the papers with their keys, what is tried before, and the own result (docs/hall.md). */

/** @typedef {import("../shared/types").State} State */
/** @typedef {{credential?: string, timeout?: number, keepalive?: boolean}} Options */

const TIMEOUT = 10000;

/** The server understood and said no; `code` is one of docs/hall.md. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {{error: string, wait?: number, missing?: number[]}} body
   */
  constructor(status, body) {
    super(body.error);
    this.status = status;
    this.code = body.error;
    this.wait = body.wait || 0;
    this.missing = body.missing || [];
  }
}

/**
 * @param {unknown} error of a request
 * @returns {boolean} whether nothing of this lease will ever be taken any more
 */
export function isOver(error) {
  return error instanceof Refusal && error.code === "edition_over";
}

/**
 * @param {unknown} error of a request
 * @returns {boolean} whether this credential is worth nothing any more: unknown, or over
 */
export function isFinal(error) {
  return isOver(error) || (error instanceof Refusal && error.status === 401);
}

/** No usable reply: no network, a busy or broken server. `wait`: seconds it asked for, or 0. */
export class Unreachable extends Error {
  /** @param {number} wait */
  constructor(wait) {
    super("unreachable");
    this.wait = wait;
  }
}

/**
 * @param {unknown} error of a request
 * @returns {number} seconds the server asked to wait, or 0
 */
export function askedBy(error) {
  return error instanceof Unreachable || error instanceof Refusal ? error.wait : 0;
}

/** @type {Map<string, any>} what never changes, by its address */
const kept = new Map();

/**
 * @param {{code: string, number: number, pin: string, id: string, language?: string}} card
 * @returns {Promise<import("../shared/types").JoinReply>}
 */
export function join(card) {
  return post("/hall/join", card);
}

/**
 * @param {string} credential
 * @param {string} language
 * @returns {Promise<import("../shared/types").StartReply>}
 */
export function start(credential, language) {
  return post("/hall/start", { language }, { credential });
}

/**
 * @param {string} credential
 * @param {{events: number[][], on?: number}} body
 * @param {boolean} [keepalive] when the page is being left
 * @returns {Promise<{acked: number[], refused: number[], state: State}>}
 */
export function answers(credential, body, keepalive = false) {
  return post("/hall/answers", body, { credential, keepalive });
}

/**
 * @param {string} credential
 * @param {{on?: number, active?: boolean, marks?: number[]}} body
 * @returns {Promise<{state: State}>}
 */
export function heartbeat(credential, body) {
  return post("/hall/heartbeat", body, { credential });
}

/**
 * @param {string} credential
 * @param {number} made
 * @returns {Promise<{receipt: string, state: State}>}
 */
export function finish(credential, made) {
  return post("/hall/finish", { made }, { credential });
}

/**
 * The card was typed by mistake: it is free again. Outlives the page.
 * @param {string} credential
 * @returns {Promise<{state: State}>}
 */
export function leave(credential) {
  return post("/hall/leave", {}, { credential, keepalive: true });
}

/**
 * @param {string} receipt
 * @returns {Promise<import("../shared/types").ResultReply>}
 */
export function result(receipt) {
  return post("/receipts/", { receipt });
}

/**
 * @param {import("../shared/types").ResultReply | null} reply
 * @returns {reply is import("../shared/types").ResultReply} whether it tells what is right
 */
export function isRevealed(reply) {
  return reply !== null && reply.phase === "revealed";
}

/**
 * @param {string} digest
 * @returns {Promise<import("../shared/types").Paper>}
 */
export function paper(digest) {
  return file(`/hall/papers/${digest}`);
}

/**
 * The questions of a paper with what is right and why.
 * @param {string} digest
 * @returns {Promise<import("../shared/types").Keys>}
 */
export function keys(digest) {
  return file(`/hall/papers/${digest}`);
}

/**
 * What is tried before the start, with what is right.
 * @param {import("../shared/types").You} you
 * @param {string} language
 * @returns {Promise<{questions: import("../shared/types").Task[]}>}
 */
export function trial({ country, ages }, language) {
  return file(`/practice/${country.toLowerCase()}/${ages}/${language}.json`);
}

/**
 * @param {string} path of what never changes while a page is open
 * @returns {Promise<any>} its JSON; each caller names its shape
 */
async function file(path) {
  const known = kept.get(path);
  if (known) {
    return known;
  }
  const fetched = await read(await request(path, { method: "GET" }, TIMEOUT));
  kept.set(path, fetched);
  return fetched;
}

/**
 * @param {string} path
 * @param {object} body
 * @param {Options} [options]
 * @returns {Promise<any>} the reply's JSON; each caller names its shape
 */
async function post(path, body, options = {}) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json" };
  if (options.credential) {
    headers["Authorization"] = `Bearer ${options.credential}`;
  }
  const init = { method: "POST", headers, body: JSON.stringify(body), keepalive: Boolean(options.keepalive) };
  const asked = performance.now();
  const reply = read(await request(path, init, options.timeout || TIMEOUT));
  if (reply.state) {
    reply.state.asked = asked;
  }
  return reply;
}

/**
 * @param {string} path
 * @param {RequestInit} init
 * @param {number} timeout
 */
async function request(path, init, timeout) {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeout);
  try {
    const reply = await fetch(path, { ...init, credentials: "omit", signal: abort.signal });
    return { reply, text: await reply.text() };
  } catch (error) {
    throw new Unreachable(0);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {{reply: Response, text: string}} answer
 * @returns {any} the JSON of a reply that is one
 */
function read({ reply, text }) {
  const body = parse(text);
  if (reply.ok && body) {
    return body;
  }
  if (reply.status < 500 && body && body.error) {
    throw new Refusal(reply.status, body);
  }
  throw new Unreachable(Number(reply.headers.get("Retry-After")) || 0);
}

/**
 * @param {string} text
 * @returns {any} what the text says, or null: a school's proxy may answer with its own page
 */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    return null;
  }
}
