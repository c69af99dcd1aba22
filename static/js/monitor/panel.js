/** One seat's panel: fetched only after a click, follows its seat, gone when it is closed. */

import { drawSeat } from "./grid.js";
import { say } from "./text.js";
import { advice, fill } from "./words.js";

/** @typedef {import("./sitting").SittingState} SittingState */
/** @typedef {import("./sitting").Words} Words */

/**
 * The `#seat` part of a page of ours.
 * @param {string} url
 */
export async function fetchSeat(url) {
  const reply = await fetch(url, { headers: { Accept: "text/html" } });
  if (!reply.ok || reply.redirected) {
    throw new Error(String(reply.status));
  }
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  const part = page.getElementById("seat");
  if (!part) {
    throw new Error("no seat in the page");
  }
  return document.importNode(part, true);
}

export class Panel {
  /**
   * @param {HTMLElement} place
   * @param {Words} words
   * @param {import("./sitting").MonitorSource["seat"]} seat
   */
  constructor(place, words, seat) {
    this.place = place;
    this.words = words;
    this.seat = seat;
    /** @type {HTMLAnchorElement | null} */
    this.link = null;
    /** @type {HTMLAnchorElement | null} whose seat is awaited: the last one that was chosen */
    this.awaited = null;
    this.hint = document.getElementById("choose-seat");
    place.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.close();
      }
    });
  }

  /**
   * Shows the seat behind a link; where that fails the link is followed.
   * @param {HTMLAnchorElement} link
   */
  async open(link) {
    this.awaited = link;
    const part = await this.seat(link).catch(() => null);
    if (this.awaited !== link) {
      return;
    }
    if (!part) {
      window.location.assign(link.href);
      return;
    }
    this.place.replaceChildren(this.closeButton(), part);
    this.mark(link);
    this.place.hidden = false;
    this.hint?.setAttribute("hidden", "");
    document.getElementById("seat-title")?.focus();
  }

  /**
   * Shows what has changed, in place: what is typed there and the focus stay.
   * @param {SittingState} state
   */
  follow(state) {
    const part = /** @type {HTMLElement | null} */ (this.place.querySelector("#seat"));
    const seat = state.cards.find((each) => String(each.card) === part?.dataset.card);
    if (part && !seat) {
      this.close(); // the card is gone
    }
    if (!part || !seat) {
      return;
    }
    part.toggleAttribute("data-untimed", seat.left === null);
    drawSeat(part, seat, state.questions, this.words);
    say(part.querySelector(".seat-advice"), advice("advice", seat, this.words));
    say(part.querySelector(".seat-left"), seat.left === null ? "–" : fill(this.words.minutes_left, { minutes: seat.left }));
  }

  /**
   * What an act has changed that no state tells; what is chosen in the panel and the focus stay.
   * @param {HTMLFormElement} form which says whether its act does
   * @param {() => void} then draws what states tell
   */
  async renewFacts(form, then) {
    const { link } = this;
    try {
      const part = form.dataset.facts && link && (await this.seat(link));
      const facts = part && part.querySelector(".seat-facts");
      if (facts && link === this.link) {
        this.place.querySelector(".seat-facts")?.replaceWith(facts);
        then();
      }
    } catch {
      // they stand there as they were until it is opened again
    }
  }

  /** A button that has done its work is gone: the title takes the focus. */
  keepFocus() {
    const active = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!active || active === document.body || active.offsetParent === null) {
      document.getElementById("seat-title")?.focus();
    }
  }

  close() {
    const { link } = this;
    this.awaited = null;
    this.mark(null);
    this.place.hidden = true;
    this.hint?.removeAttribute("hidden");
    this.place.replaceChildren();
    link?.focus();
  }

  /** @param {HTMLAnchorElement | null} link */
  mark(link) {
    this.link?.removeAttribute("aria-current");
    this.link = link;
    link?.setAttribute("aria-current", "true");
  }

  closeButton() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-plain panel-close";
    button.textContent = this.words.close_panel || "×";
    button.addEventListener("click", () => this.close());
    return button;
  }
}
