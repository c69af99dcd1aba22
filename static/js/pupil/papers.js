/** Papers in the pupil's language, and the seat at them. */
import * as hall from "./hall.js";
import { currentLanguage } from "../shared/language.js";
import { Seat } from "./seat.js";

/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("../shared/types").Paper} Paper */
/** @typedef {import("../shared/types").StartReply} StartReply */

/**
 * @param {import("../shared/types").Names} papers digests by language
 * @param {string} code
 * @returns {string} the digest in this language, else in whichever there is
 */
export function digestOf(papers, code) {
  return papers[code] || Object.values(papers)[0] || "";
}

/**
 * Asks for the start. After a reload while the server is away, what is kept here will do: null.
 * @param {Lease} lease
 * @returns {Promise<StartReply | null>}
 */
export async function startOrKept(lease) {
  try {
    return await hall.start(lease.credential, currentLanguage());
  } catch (error) {
    if (error instanceof hall.Refusal || !Object.keys(lease.papers).length) {
      throw error;
    }
    return null;
  }
}

/**
 * A seat at the lease's paper with everything the pupil has done so far.
 * @param {Lease} lease
 * @param {[number, number][]} made the events of this lease, the later ones last
 */
export async function takeSeat(lease, made) {
  const digest = digestOf(lease.papers, currentLanguage());
  const from = { position: Math.max(lease.position, 0), flags: lease.flags };
  const seat = new Seat(await hall.paper(digest), lease.seed, from);
  seat.digest = digest;
  const stored = Object.entries(lease.answers).map(([question, choice]) => [Number(question), choice]);
  seat.answers = new Map(/** @type {[number, number][]} */ ([...stored, ...made]));
  if (lease.position < 0) {
    // At another computer the pupil goes on with the first question that is still open.
    const [open = seat.count - 1] = seat.positions((at) => !seat.isAnswered(at));
    seat.position = open;
  }
  return seat;
}

/**
 * A seat at the practice paper, or null where there is none to be had.
 * @param {Lease} lease
 */
export async function takeTrial(lease) {
  const digest = digestOf(lease.practice, currentLanguage());
  const paper = digest ? await hall.paper(digest).catch(() => null) : null;
  if (!paper || !paper.questions.length) {
    return null;
  }
  const seat = new Seat(paper, lease.seed, { practice: true });
  seat.digest = digest;
  return seat;
}

/**
 * Fetches what is on screen in another language; raises when it cannot be had.
 * @param {string} code
 * @param {[Seat | null, import("../shared/types").Names][]} seats each with the digests of its paper
 * @returns {Promise<() => void>} what changes the seats once everything else is there too
 */
export async function translated(code, seats) {
  /** @type {[Seat, string, Paper][]} */
  const changes = [];
  for (const [seat, papers] of seats) {
    const digest = digestOf(papers, code);
    if (seat) {
      changes.push([seat, digest, await hall.paper(digest)]);
    }
  }
  return () =>
    changes.forEach(([seat, digest, paper]) => {
      Object.assign(seat, { digest, paper });
    });
}
