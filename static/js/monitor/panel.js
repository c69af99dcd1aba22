/** One seat's panel: fetched only after a click, gone when it is closed. */

/** @typedef {import("./types").Words} Words */

/**
 * The `#seat` part of a page of ours.
 * @param {string} url
 */
async function fetchSeat(url) {
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
   * @param {string} closeWord
   */
  constructor(place, closeWord) {
    this.place = place;
    this.closeWord = closeWord;
    /** @type {HTMLAnchorElement | null} */
    this.link = null;
    this.legend = document.getElementById("legend");
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
    try {
      const part = await fetchSeat(link.href);
      this.place.replaceChildren(this.closeButton(), part);
    } catch {
      window.location.assign(link.href);
      return;
    }
    this.mark(link);
    this.place.hidden = false;
    this.legend?.setAttribute("hidden", "");
    this.place.parentElement?.classList.add("has-seat");
    document.getElementById("seat-title")?.focus();
  }

  /** Loads the open seat anew, after something was done to it. */
  async renew() {
    if (this.link && !this.place.hidden) {
      await this.open(this.link);
    }
  }

  close() {
    const link = this.link;
    this.mark(null);
    this.place.hidden = true;
    this.legend?.removeAttribute("hidden");
    this.place.parentElement?.classList.remove("has-seat");
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
    button.textContent = this.closeWord;
    button.addEventListener("click", () => this.close());
    return button;
  }
}
