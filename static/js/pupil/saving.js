/** The most important sentence: whether the answers are saved. */
import { banner } from "../shared/layout.js";
import { gettext, interpolate } from "../shared/language.js";

/** Longer than this nobody believes that an answer is just being saved. */
const USUAL = 1200;

export class SavingLine {
  /**
   * @param {import("./outbox/outbox.js").Outbox} outbox
   * @param {import("./thoughts.js").Thoughts} thoughts
   */
  constructor(outbox, thoughts) {
    this.outbox = outbox;
    this.thoughts = thoughts;
    this.keptSince = 0;
    this.stopped = false;
  }

  /** The pupil has left; what is still being sent is nothing for the next one. */
  stop() {
    this.clear();
    this.stopped = true;
  }

  clear() {
    banner("none", "");
  }

  /** @param {boolean} quiet nothing is at stake on this screen */
  draw(quiet) {
    if (!this.stopped) {
      this.tell(quiet);
    }
  }

  /** @param {boolean} quiet */
  tell(quiet) {
    const { kind, waiting } = this.outbox.saving();
    this.keptSince = kind === "kept" ? this.since() : 0;
    if (quiet) {
      this.clear();
    } else if (kind === "call") {
      banner("call", gettext("Call your teacher. Your answers are kept on this computer."));
    } else if (this.isLate()) {
      const text = gettext("Kept on this computer (%(count)s waiting). Keep going, and do not reload the page.");
      banner("kept", interpolate(text, { count: waiting }));
    } else if (kind === "kept" || this.thoughts.isBusy()) {
      banner("saving", gettext("Saving …"));
    } else {
      banner("saved", this.outbox.isEmpty() ? gettext("Every answer is saved at once.") : gettext("Your answers are saved."));
    }
  }

  since() {
    return this.keptSince || Date.now();
  }

  /** Whether an answer has waited for longer than saving takes. */
  isLate() {
    return this.keptSince > 0 && Date.now() - this.keptSince > USUAL;
  }
}
