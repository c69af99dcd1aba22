/** Fetches the paper when the quiz runs, and what is on screen again in another language. */
import { currentLanguage } from "../shared/language.js";
import { sleep } from "./heartbeat.js";
import { takeJotted } from "./jotted.js";
import { lastScreenSoon } from "./last_screen.js";
import { digestOf, startOrKept, takePaper, takeTrial, translated } from "./papers.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./paper_state.js").PaperState} PaperState */

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
