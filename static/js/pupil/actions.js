/** What a pupil does on the way and at the paper: each step is kept, and the screen follows. */

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./paper_state.js").PaperState} PaperState */

export class Actions {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
  }

  itsMe() {
    const { controller } = this;
    if (controller.lease.stage === "confirm") {
      controller.keep({ stage: "comfort" });
    }
    controller.begin();
    controller.heard();
  }

  async tryOut() {
    const { papers } = this.controller;
    await papers.tryOut();
    this.pass(papers.trial ? "practice" : "ready");
  }

  /** @param {import("../shared/types").Stage} stage */
  pass(stage) {
    this.stir();
    this.controller.keep({ stage });
    this.controller.redraw();
  }

  /** @param {number[]} flags */
  mark(flags) {
    this.stir();
    this.controller.heartbeat.tell(flags);
    this.controller.keep({ flags });
  }

  /**
   * @param {number} question
   * @param {number} choice
   */
  choose(question, choice) {
    this.stir();
    void this.controller.outbox.add(question, choice);
  }

  /**
   * @param {PaperState} state
   * @param {number} position
   */
  go(state, position) {
    const { controller } = this;
    state.position = Math.min(Math.max(position, 0), state.count - 1);
    this.stir();
    controller.view = "question";
    if (!state.practice) {
      controller.keep({ position: state.position });
      controller.outbox.on = state.position + 1;
    }
    controller.draw();
  }

  lookBack() {
    const { controller } = this;
    controller.view = "review";
    void controller.outbox.flush();
    controller.draw();
  }

  /** The server hears of it with the next sign of life. */
  stir() {
    this.controller.heartbeat.active = true;
  }
}
