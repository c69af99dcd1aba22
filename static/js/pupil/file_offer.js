/** When a pupil is offered a file of the answers: its module is fetched while there is a network, and shown when there is none. */
import { keptModules } from "./later_modules.js";
import { PATIENCE_AT_END } from "./screens.js";

/** @typedef {import("./controller.js").Controller} Controller */

/** So long nothing was acknowledged while the pupil works, in milliseconds. */
const PATIENCE = 120000;
/** The room does not ask for it in one moment. */
const SPREAD = 8000;
const AGAIN = 60000;

export class FileOffer {
  /** @param {Controller} controller */
  constructor(controller) {
    this.controller = controller;
    /** @type {import("./answer_file/file_panel.js").FilePanel | null} once its module is there */
    this.panel = null;
    this.timer = 0;
  }

  /** The pupil is here: what a computer without network needs has to be here before it has none, while the class still waits. */
  prepare() {
    this.timer = this.timer || setTimeout(() => void this.fetch(), Math.random() * SPREAD);
  }

  async fetch() {
    await keptModules("file-modules");
    try {
      const { FilePanel } = await import("./answer_file/file_panel.js");
      const { lease, outbox } = this.controller;
      this.panel = new FilePanel(lease, () => outbox.entries.all);
    } catch (error) {
      this.timer = setTimeout(() => void this.fetch(), AGAIN);
    }
  }

  /** Once a second. */
  tick() {
    if (this.controller.mayWork()) {
      this.prepare();
    }
    if (this.isDue()) {
      this.panel?.draw();
    } else {
      this.panel?.close();
    }
  }

  /** Whether answers wait, nothing was acknowledged for so long, and a person should do something. */
  isDue() {
    const { outbox, heartbeat, lease, shown } = this.controller;
    const atEnd = lease.finishing || shown === "up";
    const waits = outbox.unsent().length > 0 && !heartbeat.lost;
    return waits && outbox.pace.failingFor() > (atEnd ? PATIENCE_AT_END : PATIENCE);
  }

  stop() {
    clearTimeout(this.timer);
    this.panel?.close();
  }
}
