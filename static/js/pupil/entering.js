/** The join, as often as it takes: whoever is refused hears why, and whoever has to be let in waits outside. */
import * as api from "./api.js";
import { faultOf } from "./join.js";
import { sleep } from "./heartbeat.js";
import { pause } from "./outbox/pace.js";

/** @typedef {import("./join.js").Digits} Digits */
/** @typedef {import("../shared/types").JoinReply} JoinReply */
/**
 * @typedef {{language: string, busy: (text?: string) => void, wanted: () => boolean, outside: (sign: string) => void,
 *   takes: (id: string, reply: JoinReply) => Promise<void>}} Asks `takes` leads into the quiz, `outside` to where one waits to be let in
 */

/** The join under way. The same digits are the same join: its reply may have been lost. */
let trying = { digits: "", id: "" };

/** The join that has led into the quiz, or is about to, until its pupil leaves: what others bring is too late. */
let entered = "";

/** Refusals of one who waits to be let in. */
const WAITS = ["let_in", "sign_taken"];

/** The pupil has left: the next one may join. */
export function letNextJoin() {
  entered = "";
}

/**
 * Joins, as often as it takes while the pupil waits for it.
 * @param {Digits} digits
 * @param {Asks} asks
 * @returns {Promise<import("./join.js").Fault | null>} what did not fit
 */
export async function joinWith(digits, asks) {
  const { code, number, pin } = digits;
  const { language } = asks;
  const tooLate = () => entered !== "" || !asks.wanted();
  for (let failures = 1; !tooLate(); failures += 1) {
    const id = nameOf(digits);
    const card = { code, number: Number(number), pin, id, ...(language ? { language } : {}) };
    const came = await api.join(card).catch((/** @type {Error} */ error) => error);
    if (!(came instanceof Error)) {
      await arrive(id, came, asks);
      return null;
    }
    if (tooLate()) {
      return null;
    }
    if (came instanceof api.Refusal && !WAITS.includes(came.code)) {
      return faultOf(came.code, came.wait);
    }
    failures = await nextTry(came, { id, failures }, asks);
  }
  return null;
}

/**
 * What a join has brought: the quiz. Unless another press was quicker, or another card was typed since: then this one is free again.
 * @param {string} id
 * @param {JoinReply} reply
 * @param {Asks} asks
 */
async function arrive(id, reply, asks) {
  if (!entered && trying.id === id) {
    entered = id;
    trying = { digits: "", id: "" };
    await asks.takes(id, reply);
  } else if (entered !== id && !reply.state.receipt) {
    void api.leave(reply.credential).catch(() => undefined);
  }
}

/**
 * Says why it takes longer, and waits until the next try.
 * @param {Error} came instead of a reply: that there is none, or that this browser has to be let in
 * @param {{id: string, failures: number}} of the join
 * @param {Asks} asks
 * @returns {Promise<number>} failures in a row
 */
async function nextTry(came, { id, failures }, { busy, outside }) {
  if (came instanceof api.Refusal) {
    if (came.code === "sign_taken") {
      // Somebody else who waits for this number has the same sign: the next try is under another name.
      trying = { digits: "", id: "" };
    } else {
      outside(id.slice(0, 2).toUpperCase());
    }
    await sleep(came.wait * 1000 * (1 + Math.random() / 4));
    return 0;
  }
  busy();
  await sleep(pause(failures, api.askedBy(came)));
  return failures;
}

/**
 * @param {Digits} digits
 * @returns {string} what this browser calls its join with these digits, until a reply has come
 */
function nameOf({ code, number, pin }) {
  const typed = [code, number, pin].join("/");
  if (trying.digits !== typed) {
    trying = { digits: typed, id: newId() };
  }
  return trying.id;
}

/** @returns {string} 128 random bits as 32 hexadecimal digits */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (part) => part.toString(16).padStart(2, "0")).join("");
}
