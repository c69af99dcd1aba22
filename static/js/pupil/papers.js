/** Papers in the pupil's language, and how far the pupil is in them: fetched when the quiz runs, and again in another language. */
import * as api from "./api.js";
import { sleep } from "./heartbeat.js";
import { currentLanguage, nearest } from "../shared/language.js";
import { laterStyles } from "../shared/later_styles.js";
import { holdPictures } from "../shared/scenes/pictures.js";
import { lastScreenSoon } from "./later_modules.js";
import { PaperState } from "./paper_state.js";
import { takeJotted } from "./thoughts.js";

/** @typedef {import("../shared/types").Lease} Lease */
/** @typedef {import("../shared/types").Paper} Paper */
/** @typedef {import("../shared/types").StartReply} StartReply */
/** @typedef {import("./controller.js").Controller} Controller */

/** So that the room does not ask for the paper in one moment. */
const START_SPREAD = 600;

export class PaperLoader {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /** @type {PaperState | null} the paper that counts */
    this.state = null;
    /** @type {PaperState | null} the practice paper */
    this.trial = null;
    this.opening = false;
  }

  open() {
    if (this.controller.mayWork() && !this.state && !this.opening) {
      this.opening = true;
      void this.fetch();
    }
  }

  async fetch() {
    const { heartbeat, lease } = this.controller;
    try {
      await sleep(Object.keys(lease.papers).length ? 0 : Math.random() * START_SPREAD);
      await heartbeat.insist(() => this.start());
    } catch (error) {
      void heartbeat.beat();
    }
    this.opening = false;
    this.controller.redraw();
  }

  async start() {
    const { controller } = this;
    const { heartbeat, lease } = controller;
    const reply = await startOrKept(lease);
    if (reply) {
      const here = lease.position >= 0;
      controller.keep({ papers: reply.papers, answers: reply.answers, ...(here ? {} : { flags: reply.marks || [] }) });
    }
    this.state = await takePaper(lease, controller.outbox.choices());
    controller.thoughts.know(this.state.answers);
    this.takeUp(takeJotted(lease.id));
    controller.keep({ position: this.state.position });
    void this.catchUp();
    lastScreenSoon();
    heartbeat.hear(reply ? reply.state : { ...heartbeat.state, phase: "running" });
  }

  /** @param {import("./thoughts.js").Thought | null} thought that the page had when it went away */
  takeUp(thought) {
    if (thought) {
      this.answer([[thought.question, thought.code]]);
      this.controller.thoughts.have(thought);
      void this.controller.thoughts.settle();
    }
  }

  /** Fetches the practice paper, where there is one. */
  async tryOut() {
    this.trial = await takeTrial(this.controller.lease);
    void this.catchUp();
  }

  /** @returns {[PaperState | null, import("../shared/types").Names][]} each paper on screen with its digests */
  states() {
    const { lease } = this.controller;
    return [
      [this.state, lease.papers],
      [this.trial, lease.practice],
    ];
  }

  /**
   * Fetches what is on screen in another language; raises when it cannot be had.
   * @param {string} code
   * @returns {Promise<() => void>} what shows it
   */
  async inLanguage(code) {
    const change = await translated(code, this.states());
    return () => {
      change();
      this.controller.keep({ language: code });
      this.controller.draw();
      void this.catchUp();
    };
  }

  /** A paper that was under way while the language changed came in the old one. */
  async catchUp() {
    const code = currentLanguage();
    const behind = this.states().filter(([state, papers]) => state && state.digest !== digestOf(papers, code));
    if (behind.length) {
      (await translated(code, behind).catch(() => () => undefined))();
      this.controller.draw();
    }
  }

  /** @param {[number, number][]} choices what was answered, maybe in another tab */
  answer(choices) {
    choices.forEach(([question, choice]) => this.state && this.state.answers.set(question, choice));
  }
}

// ------------------------------------------------------------------ what is fetched

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
async function startOrKept(lease) {
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
async function takePaper(lease, made) {
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
async function takeTrial(lease) {
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
async function translated(code, states) {
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
