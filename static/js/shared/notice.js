/** Words of an organizer to those who sit: a calm strip that nobody has to act upon. */
import { el } from "./dom.js";

/** Thousands hear of a notice within seconds: each fetches it at a moment of its own. */
const SPREAD_MS = 2000;
const PAUSE_MS = 15000;

/**
 * What a notice needs of its page.
 * @typedef {object} Page
 * @property {(texts: Record<string, string>) => string | undefined} own the text for the reader, now
 * @property {() => string} close the word on the button
 */

export class NoticeStrip {
  /**
   * @param {HTMLElement | null} place a live region that is there from the beginning
   * @param {Page} page
   */
  constructor(place, page) {
    this.place = place;
    this.page = page;
    this.token = "";
    /** Whose texts are at hand, and which one was put away. */
    this.here = "";
    this.put = "";
    /** @type {Record<string, string>} */
    this.texts = {};
    this.shown = "";
  }

  /**
   * @param {string | undefined} token of the notice that holds now, or nothing
   * @param {number} [spread] milliseconds within which it is fetched
   */
  hear(token, spread = SPREAD_MS) {
    const now = token || "";
    if (now !== this.token) {
      this.token = now;
      if (now) {
        setTimeout(() => void this.fetch(now), Math.random() * spread);
      } else {
        this.draw();
      }
    }
  }

  /** @param {string} token */
  async fetch(token) {
    if (token !== this.token) {
      return;
    }
    try {
      const reply = await fetch(`/notices/${token}.json`, { credentials: "omit" });
      if (reply.status === 404) {
        return;
      }
      const { texts } = reply.ok ? await reply.json() : {};
      if (!texts) {
        throw new Error(`notice: ${reply.status}`);
      }
      if (token === this.token) {
        this.texts = texts;
        this.here = token;
        this.draw();
      }
    } catch (error) {
      setTimeout(() => void this.fetch(token), PAUSE_MS * (1 + Math.random()));
    }
  }

  /** The text in the present language; what is put away stays away. */
  draw() {
    const text = this.token === this.here && this.token !== this.put ? this.text() : "";
    const language = document.documentElement.lang;
    if (!this.place || `${text}${language}` === this.shown) {
      return;
    }
    this.shown = `${text}${language}`;
    document.documentElement.classList.toggle("has-notice", text !== "");
    this.place.replaceChildren(...(text ? [this.strip(text)] : []));
  }

  text() {
    const { texts } = this;
    return this.page.own(texts) || Object.values(texts)[0] || "";
  }

  /** @param {string} text */
  strip(text) {
    const close = el("button", { type: "button", class: "button button-second", click: () => this.putAway() }, this.page.close());
    return el("div", { class: "notice-strip" }, el("p", { "data-testid": "notice" }, text), close);
  }

  putAway() {
    this.put = this.token;
    this.draw();
  }
}

/**
 * The strip of a page of staff, whose words and language stand in the page.
 * @param {HTMLElement | null} place
 */
export function staffStrip(place) {
  const { language, close } = place ? place.dataset : { language: "", close: "" };
  return new NoticeStrip(place, { own: (texts) => texts[language || ""], close: () => close || "" });
}
