/** What a pupil does on the way and at the paper: each step is kept, and the screen follows. */
import { gettext, interpolate } from "../shared/language.js";
import { announce, suit } from "../shared/layout.js";
import * as api from "./api.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./paper_state.js").PaperState} PaperState */

export class Actions {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
  }

  /** In a task after that of the press, as all that draws; a second press finds another screen. */
  itsMe() {
    setTimeout(() => this.begin());
  }

  begin() {
    const { controller } = this;
    if (controller.shown !== "confirm" || controller.heartbeat.stopped) {
      return;
    }
    if (controller.lease.stage === "confirm") {
      controller.keep({ stage: "practice" });
    }
    controller.begin();
    controller.heard();
  }

  /** What is tried goes with the page that had it: one that was reloaded begins anew. */
  tryOut() {
    const { heartbeat, lease, papers } = this.controller;
    const waits = ["waiting", "late"].includes(heartbeat.state.phase) && !Object.keys(lease.papers).length;
    if (lease.stage === "practice" && waits && !papers.trial) {
      void papers.tryOut();
    }
  }

  /** From the own card to the waiting room. */
  ready() {
    this.stir();
    this.controller.keep({ stage: "ready" });
    this.controller.redraw();
  }

  /** Somebody else's card: whose it is finds it free. */
  giveBack() {
    // Without a network it is free 45 s after this computer was last heard of.
    void api.leave(this.controller.lease.credential).catch(() => undefined);
    this.controller.leave();
  }

  /**
   * The teacher has given the work to another card, and with it the time that this one has.
   * @param {{number?: number, needs?: string[]}} card as the server just said
   */
  renumber({ number, needs }) {
    const { controller } = this;
    const { you } = controller.lease;
    if (number && number !== you.number && controller.isCurrent()) {
      controller.keep({ you: { ...you, number, name: "" } });
      const text = gettext("Your teacher has given your work to card %(number)s. That is your number now, and your time is that of this card.");
      suit(needs || []);
      announce(interpolate(text, { number }), gettext("Close"), () => undefined, "number");
      controller.draw();
    }
  }

  /** The pupil has read what could not be sent: from now on it may be forgotten. */
  leaveTold() {
    this.controller.keep({ told: true });
    this.controller.leave();
  }

  /** @param {number[]} flags */
  mark(flags) {
    this.stir();
    this.controller.heartbeat.tell(flags);
    this.controller.keep({ flags });
  }

  /**
   * A single choice is a whole thought; of all other kinds a press may be one of several.
   * @param {{question: number, code: number}} thought
   * @param {boolean} whole
   */
  choose(thought, whole) {
    const { controller } = this;
    this.stir();
    if (whole) {
      void controller.thoughts.haveAtOnce(thought);
    } else {
      controller.thoughts.have(thought);
      controller.saved();
    }
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
    controller.keep({ position: state.position });
    controller.outbox.on = state.position + 1;
    controller.drawSoon();
  }

  lookBack() {
    const { controller } = this;
    controller.view = "review";
    void controller.thoughts.settle().then(() => controller.outbox.flush());
    controller.drawSoon();
  }

  /** The server hears of it with the next sign of life. */
  stir() {
    this.controller.heartbeat.active = true;
  }
}
