/** The pupil finishes, or time does: the last answers go out, then the end is reached. */
import { Ending, forgetReceipt } from "./ending.js";
import { PATIENCE_AT_END } from "./screens.js";

/** @typedef {import("./controller.js").Controller} Controller */

export class Finishing {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /** @type {Ending | null} once there is a receipt */
    this.ending = null;
    /** the sitting had ended since: only then may it go on */
    this.closed = false;
    /** since when the finish has failed, by a clock that nobody sets; 0 while it has not */
    this.failingSince = 0;
    /** which words about what is not sent are on the screen */
    this.told = "";
  }

  stop() {
    if (this.ending) {
      this.ending.stop();
    }
  }

  async finish() {
    const { controller } = this;
    const { heartbeat } = controller;
    controller.keep({ finishing: true });
    this.failingSince = 0;
    controller.redraw();
    try {
      await controller.thoughts.settle();
      const reply = await heartbeat.insist(() => this.ask());
      if (reply) {
        this.reach(reply.receipt);
        heartbeat.hear(reply.state);
      }
    } catch (error) {
      controller.keep({ finishing: false });
      void heartbeat.beat();
    }
  }

  async ask() {
    try {
      return await this.controller.outbox.finish();
    } catch (error) {
      this.failingSince = this.failingSince || performance.now();
      throw error;
    }
  }

  /** @returns {import("./screens.js").Rest} what is not sent yet, and for how long nothing was taken */
  rest() {
    const { outbox } = this.controller;
    const failing = this.failingSince ? performance.now() - this.failingSince : 0;
    return { unsent: outbox.unsent().length, failing: Math.max(failing, outbox.pace.failingFor()) };
  }

  /** At the end the words about what is not sent yet change by themselves. */
  drawRest() {
    const { controller } = this;
    const { unsent, failing } = this.rest();
    const words = [unsent > 0, failing > 0, failing > PATIENCE_AT_END].join();
    if (["up", "sending"].includes(controller.shown) && words !== this.told) {
      this.told = words;
      controller.draw();
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

  /** Whether the end came to a pupil at work; who finished in another tab, or at another computer, may have time left. */
  isByTime() {
    const { lease, heartbeat } = this.controller;
    const over = heartbeat.state.interrupted || heartbeat.state.left === 0;
    return !lease.finishing && Object.keys(lease.papers).length > 0 && over;
  }

  /** @param {string} receipt */
  end(receipt) {
    const { controller } = this;
    const { you, languages, seed } = controller.lease;
    const does = { draw: () => controller.draw(), done: () => controller.leave(), safe: () => !controller.outbox.unsent().length };
    const { interrupted: cut } = controller.heartbeat.state;
    const byTime = this.isByTime();
    const interrupted = byTime && cut;
    const lease = cut ? { ...controller.lease, finishing: false, made: controller.outbox.last() } : undefined;
    const state = controller.papers.state;
    const answered = state ? state.positions((at) => state.isAnswered(at)).length : 0;
    const own = { country: you.country, languages, seed, count: you.questions, animal: you.animal || "", ages: you.ages, kind: you.kind };
    // Who comes back to a finished quiz has no new one to be glad about.
    return new Ending({ receipt, byTime, interrupted, answered, lease, ...own }, does, state ? Date.now() : 0);
  }
}
