/** The most important sentence: whether the answers are saved. */
import { banner } from "../shared/layout.js";
import { gettext, interpolate } from "../shared/language.js";

/** Longer than this nobody believes that an answer is just being saved. */
const USUAL = 1200;

export class SavingLine {
  /** @param {import("./outbox/outbox.js").Outbox} outbox */
  constructor(outbox) {
    this.outbox = outbox;
    this.keptSince = 0;
  }

  clear() {
    banner("none", "");
  }

  /** @param {boolean} quiet nothing is at stake on this screen */
  draw(quiet) {
    const { kind, waiting } = this.outbox.saving();
    this.keptSince = kind === "kept" ? this.keptSince || Date.now() : 0;
    if (quiet) {
      this.clear();
    } else if (kind === "call") {
      banner("call", gettext("Call your teacher. Your answers are kept on this computer."));
    } else if (kind === "saved") {
      banner("saved", this.outbox.isEmpty() ? gettext("Every answer is saved at once.") : gettext("Your answers are saved."));
    } else if (Date.now() - this.keptSince > USUAL) {
      const text = gettext("Kept on this computer (%(count)s waiting). Keep going, and do not reload the page.");
      banner("kept", interpolate(text, { count: waiting }));
    } else {
      banner("saving", gettext("Saving …"));
    }
  }
}
