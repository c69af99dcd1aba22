/** Papers in the pupil's language, and how far the pupil is in them: fetched when the quiz runs, and again in another language. */
import * as api from "./api.js";
import { sleep } from "./heartbeat.js";
import { currentLanguage, nearest } from "../shared/language.js";
import { laterStyles } from "../shared/later_styles.js";
import { holdPictures } from "../shared/scenes/pictures.js";
import { lastScreenSoon } from "./later_modules.js";
import { PaperState } from "./paper_state.js";
import { Trial } from "./trial.js";
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
    /** @type {Trial | null} what is tried before the start */
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

  /** Fetches what is tried before the start, where there is anything. */
  async tryOut() {
    const { controller } = this;
    const trial = new Trial(controller.lease.you, { draw: () => controller.draw(), done: () => controller.actions.ready() });
    this.trial = trial;
    await trial.open();
    await this.catchUp();
    if (!trial.questions.length) {
      controller.actions.ready();
    } else if (controller.shown === "practice") {
      controller.draw();
    }
  }

  /**
   * Fetches what is on screen in another language; raises when it cannot be had.
   * @param {string} code
   * @returns {Promise<() => void>} what shows it
   */
  async inLanguage(code) {
    const change = await this.translated(code);
    return () => {
      change();
      this.controller.keep({ language: code });
      this.controller.draw();
      void this.catchUp();
    };
  }

  /** What was under way while the language changed came in the old one. */
  async catchUp() {
    const code = currentLanguage();
    const { state, trial } = this;
    const behind = state ? state.digest !== digestOf(this.controller.lease.papers, code) : trial?.language && trial.language !== code;
    if (behind) {
      (await this.translated(code).catch(() => () => undefined))();
      this.controller.draw();
    }
  }

  /**
   * @param {string} code
   * @returns {Promise<() => void>} what changes the paper, or what is tried before it, once everything else is there too
   */
  async translated(code) {
    const { state, trial } = this;
    if (!state) {
      return trial && trial.questions.length ? trial.inLanguage(code) : () => undefined;
    }
    const digest = digestOf(this.controller.lease.papers, code);
    const paper = await api.paper(digest);
    return () => Object.assign(state, { digest, paper });
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
