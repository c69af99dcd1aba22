/** The most important sentence: whether the answers are saved. */
import { banner } from "./frame.js";
import { gettext, interpolate } from "./language.js";

/** Shorter than this nobody is told that an answer is still on its way. */
const UNNOTICED = 1200;

export class SavingLine {
  /** @param {import("./outbox.js").Outbox} outbox */
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
      banner("saved", this.outbox.entries.length ? gettext("Your answers are saved.") : gettext("Every answer is saved at once."));
    } else if (Date.now() - this.keptSince > UNNOTICED) {
      const text = gettext("Kept on this computer (%(count)s waiting). Keep going.");
      banner("kept", interpolate(text, { count: waiting }));
    }
  }
}
