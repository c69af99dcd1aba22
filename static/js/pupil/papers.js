/** Papers in the pupil's language, and how far the pupil is in them. */
import * as api from "./api.js";
import { currentLanguage, nearest } from "../shared/language.js";
import { laterStyles } from "../shared/later_styles.js";
import { holdPictures } from "../shared/scenes/pictures.js";
import { PaperState } from "./paper_state.js";

/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("../shared/types").Paper} Paper */
/** @typedef {import("../shared/types").StartReply} StartReply */

/**
 * @param {import("../shared/types").Names} papers digests by language
 * @param {string} code
 * @returns {string} the digest in this language, else in the one its readers understand best
 */
export function digestOf(papers, code) {
  return nearest(papers, code);
}

/**
 * Asks for the start. After a reload while the server is away, what is kept here will do: null.
 * @param {Lease} lease
 * @returns {Promise<StartReply | null>}
 */
export async function startOrKept(lease) {
  try {
    return await api.start(lease.credential, currentLanguage());
  } catch (error) {
    if (error instanceof api.Refusal || !Object.keys(lease.papers).length) {
      throw error;
    }
    return null;
  }
}

/**
 * The lease's paper with everything the pupil has done so far.
 * @param {Lease} lease
 * @param {[number, number][]} made the events of this lease, the later ones last
 */
export async function takePaper(lease, made) {
  const digest = digestOf(lease.papers, currentLanguage());
  const from = { position: Math.max(lease.position, 0), flags: lease.flags };
  const [paper] = await Promise.all([api.paper(digest), laterStyles()]);
  holdPictures(paper.questions);
  const state = new PaperState(paper, lease.seed, from);
  state.digest = digest;
  const stored = Object.entries(lease.answers).map(([question, choice]) => [Number(question), choice]);
  state.answers = new Map(/** @type {[number, number][]} */ ([...stored, ...made]));
  if (lease.position < 0) {
    // At another computer the pupil goes on with the first question that is still open.
    const [open = state.count - 1] = state.positions((at) => !state.isAnswered(at));
    state.position = open;
  }
  return state;
}

/**
 * The practice paper, or null where there is none to be had.
 * @param {Lease} lease
 */
export async function takeTrial(lease) {
  const digest = digestOf(lease.practice, currentLanguage());
  const [paper] = await Promise.all([digest ? api.paper(digest).catch(() => null) : null, laterStyles()]);
  if (!paper || !paper.questions.length) {
    return null;
  }
  holdPictures(paper.questions);
  const state = new PaperState(paper, lease.seed, { practice: true });
  state.digest = digest;
  return state;
}

/**
 * Fetches what is on screen in another language; raises when it cannot be had.
 * @param {string} code
 * @param {[PaperState | null, import("../shared/types").Names][]} states each with the digests of its paper
 * @returns {Promise<() => void>} what changes the papers once everything else is there too
 */
export async function translated(code, states) {
  /** @type {[PaperState, string, Paper][]} */
  const changes = [];
  for (const [state, papers] of states) {
    const digest = digestOf(papers, code);
    if (state) {
      changes.push([state, digest, await api.paper(digest)]);
    }
  }
  return () =>
    changes.forEach(([state, digest, paper]) => {
      Object.assign(state, { digest, paper });
    });
}
