/** What a pupil reads and presses when nothing was saved for minutes: the signed file, and what to do with it. */
import { button, el, icon } from "../../shared/dom.js";
import { gettext, interpolate } from "../../shared/language.js";

/** @typedef {import("../../shared/types").Lease} Lease */
/** @typedef {import("../../shared/types").Entry} Entry */

/** A file holds as many; a pupil who made more has pressed for half an hour without a stop. */
const MOST = 1000;

export class FilePanel {
  /**
   * @param {Lease} lease
   * @param {() => Entry[]} entries all that this browser knows
   */
  constructor(lease, entries) {
    this.lease = lease;
    this.entries = entries;
    this.node = el("section", { id: "answer-file", class: "answer-file", "aria-labelledby": "answer-file-title", "data-testid": "answer-file" });
    this.state = "offer";
    /** how many events the newest file holds */
    this.held = 0;
    this.shown = "";
  }

  /** Draws it, where something has changed; also in another language. */
  draw() {
    const nodes = STATES[this.stands()]?.(this) || [];
    const text = nodes.map((node) => node.textContent).join();
    if (text !== this.shown || !this.node.isConnected) {
      this.shown = text;
      this.node.replaceChildren(...nodes);
      document.getElementById("banner")?.after(this.node);
    }
  }

  /** @returns {string} what is to be said now */
  stands() {
    if (!canSign()) {
      return "cannot";
    }
    return this.hasMore() ? "more" : this.state;
  }

  /** Whether there are answers that the saved file lacks. */
  hasMore() {
    return this.state === "saved" && this.entries().length > this.held;
  }

  close() {
    this.node.remove();
  }

  async save() {
    this.state = "busy";
    this.draw();
    try {
      await this.make();
      this.state = "saved";
    } catch (error) {
      this.state = "failed";
    }
    this.draw();
    document.getElementById("answer-file-title")?.focus();
  }

  async make() {
    const entries = newest(this.entries());
    const { credential, code = "" } = this.lease;
    const content = await signed(credential, code, entries.map(({ seq, question, choice, at }) => [seq, question, choice, at]));
    this.held = this.entries().length;
    offer(content, this.name());
  }

  name() {
    return `quiz-${this.lease.you.number}.answers`;
  }
}

/** @returns {boolean} whether this page may use the browser's cryptography: not on plain http */
function canSign() {
  return Boolean(globalThis.crypto && crypto.subtle);
}

/**
 * One line: attempt and lease as the credential names them, the code of the sitting, the events, and the signature of all that by the credential,
 * which itself is not in the file.
 * @param {string} credential
 * @param {string} code
 * @param {number[][]} events
 * @returns {Promise<string>}
 */
export async function signed(credential, code, events) {
  const utf8 = new TextEncoder();
  const text = `quiz-answers-1 ${credential.split(":")[0]} ${code} ${JSON.stringify(events)}`;
  const key = await crypto.subtle.importKey("raw", utf8.encode(credential), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const mark = new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8.encode(text)));
  return `${text} ${Array.from(mark, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * All, in order; where they are too many those that the server has are left out first.
 * @param {Entry[]} all
 */
function newest(all) {
  const kept = all.filter(({ mark }) => mark !== "refused").sort((a, b) => a.seq - b.seq);
  return kept.length > MOST ? kept.filter(({ mark }) => mark === "new").slice(-MOST) : kept;
}

/**
 * The browser's own way of saving: it asks where, or puts it among the downloads.
 * @param {string} content
 * @param {string} name
 */
function offer(content, name) {
  const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** @param {string} text */
function title(text) {
  return el("h2", { id: "answer-file-title", tabindex: "-1" }, icon("keep"), el("span", {}, text));
}

/** @param {...string} sentences */
function words(...sentences) {
  return sentences.map((text) => el("p", {}, text));
}

/** @param {FilePanel} panel */
function saveButton(panel) {
  return button("answer-file-save", gettext("Save my answers in a file"), () => void panel.save(), { class: "button" });
}

/** @type {Record<string, (panel: FilePanel) => HTMLElement[]>} */
const STATES = {
  offer: (panel) => [
    title(gettext("Nothing could be sent for some minutes")),
    ...words(gettext("Your answers are kept on this computer. You can also save them in a file.")),
    saveButton(panel),
  ],
  busy: () => [title(gettext("One moment …"))],
  failed: (panel) => [
    title(gettext("The file could not be made")),
    ...words(gettext("Nothing is lost: your answers are kept on this computer. Leave this page open and call your teacher.")),
    saveButton(panel),
  ],
  saved: (panel) => [
    title(gettext("Call your teacher now")),
    ...words(
      interpolate(gettext("The file is among the downloads: %(name)s. Your teacher takes it along."), { name: panel.name() }),
      gettext("Leave this page open. If the network comes back, everything is sent by itself."),
    ),
  ],
  more: (panel) => [
    title(gettext("You have answered more since you saved")),
    ...words(gettext("When you are done, save a new file.")),
    saveButton(panel),
  ],
  cannot: () => [
    title(gettext("Nothing could be sent for some minutes")),
    ...words(
      gettext("Call your teacher. Your answers are kept in this browser and are sent by themselves when the network is back, also tomorrow."),
      gettext("Until then: leave this page open and the computer switched on."),
    ),
  ],
};
