/** The pupil finishes, or time does: the last answers go out, then the end is reached. */
import { Ending, forgetReceipt } from "./ending.js";

/** @typedef {import("./controller.js").Controller} Controller */

export class Finishing {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /** @type {Ending | null} once there is a receipt */
    this.ending = null;
    /** the sitting had ended since: only then may it go on */
    this.closed = false;
  }

  stop() {
    if (this.ending) {
      this.ending.stop();
    }
  }

  async finish() {
    const { controller } = this;
    const { heartbeat, outbox } = controller;
    controller.keep({ finishing: true });
    controller.redraw();
    try {
      await controller.thoughts.settle();
      const reply = await heartbeat.insist(() => outbox.finish());
      if (reply) {
        this.reach(reply.receipt);
        heartbeat.hear(reply.state);
      }
    } catch (error) {
      controller.keep({ finishing: false });
      void heartbeat.beat();
    }
  }

  /** @param {string} receipt */
  reach(receipt) {
    const { controller } = this;
    if (!this.ending) {
      this.ending = this.end(receipt);
      controller.keep({ finishing: true });
      void this.ending.begin();
      void this.putAway();
    }
    if (controller.heartbeat.state.phase === "closed") {
      this.closed = true;
      void this.ending.wait();
    }
  }

  /** The teacher has opened the quiz again: the pupil goes on where its end came in between. */
  goOn() {
    const { controller } = this;
    if (!this.ending || !this.closed) {
      return;
    }
    this.ending.stop();
    this.ending = null;
    this.closed = false;
    forgetReceipt();
    controller.outbox.goOn();
    controller.keep({ finishing: false });
    controller.papers.open();
  }

  /** Nothing is kept here once the server has it all. */
  async putAway() {
    const { outbox, thoughts } = this.controller;
    await thoughts.settle();
    await outbox.flush();
    await outbox.wipe();
  }

  /** @param {string} receipt */
  end(receipt) {
    const { controller } = this;
    const { finishing, you, languages, papers, seed } = controller.lease;
    const does = { draw: () => controller.draw(), done: () => controller.leave(), safe: () => !controller.outbox.unsent().length };
    const byTime = !finishing && Object.keys(papers).length > 0;
    const interrupted = byTime && controller.heartbeat.state.interrupted;
    const state = controller.papers.state;
    const answered = state ? state.positions((at) => state.isAnswered(at)).length : 0;
    const { kind, demonstration } = you;
    const own = { country: you.country, languages, seed, count: you.questions, animal: you.animal || "", ages: you.ages, kind, demonstration };
    // Who comes back to a finished quiz has no new one to be glad about.
    return new Ending({ receipt, byTime, interrupted, answered, ...own }, does, state ? Date.now() : 0);
  }
}
