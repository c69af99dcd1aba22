/** The teacher's monitor: keeps the page at the present state and sends what the teacher decides. */

import { sendForms } from "./monitor/acts.js";
import { follow } from "./monitor/feed.js";
import { byId, draw, say } from "./monitor/grid.js";
import { Panel } from "./monitor/panel.js";
import { staffStrip } from "./notice.js";

/** @typedef {import("./monitor/types").SittingState} SittingState */
/** @typedef {import("./monitor/types").Words} Words */

const MESSAGE_MS = 8000;

/** @param {HTMLElement} root */
function watch(root) {
  /** @type {Words} */
  const words = JSON.parse(byId("words")?.textContent || "{}");
  const panel = new Panel(/** @type {HTMLElement} */ (byId("seat-panel")), words.close_panel || "×");
  const hold = /** @type {HTMLButtonElement} */ (byId("hold"));
  const strip = staffStrip(byId("notice"));
  let held = false;
  /** @type {SittingState | null} */
  let newest = null;

  /** @param {SittingState} state */
  function show(state) {
    newest = state;
    strip.hear(state.notice);
    if (!held) {
      draw(root, state, words);
    }
  }

  hold.addEventListener("click", () => {
    held = !held;
    hold.setAttribute("aria-pressed", String(held));
    say(hold, (held ? words.go_on : words.hold) || "");
    if (newest && !held) {
      draw(root, newest, words);
    }
  });

  /**
   * @param {SittingState} state
   * @param {HTMLFormElement} form
   */
  function done(state, form) {
    newest = state;
    draw(root, state, words);
    form.closest("details")?.removeAttribute("open");
    if (panel.place.contains(form)) {
      void panel.renew();
    } else {
      keepFocus(root);
    }
  }

  sendForms(root, { words, onState: done, onWord: tell });
  openSeats(panel);
  filterSeats();
  const where = { socket: root.dataset.socket || "", url: root.dataset.stateUrl || "" };
  follow(where, show, (link) => showLink(link, words));
  reveal();
}

/**
 * A button that has just done its work may be gone: the next one of the lesson takes the focus.
 * @param {HTMLElement} root
 */
function keepFocus(root) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  if (active && active !== document.body && active.offsetParent !== null) {
    return;
  }
  const controls = /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("#controls .button"));
  [...controls].find((each) => each.offsetParent !== null)?.focus();
}

/** @param {Panel} panel */
function openSeats(panel) {
  byId("seats")?.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      void panel.open(link);
    }
  });
}

function filterSeats() {
  const box = /** @type {HTMLInputElement | null} */ (byId("filter"));
  box?.addEventListener("change", () => byId("seats")?.classList.toggle("only-needs", box.checked));
}

/** What a page without script does not need. */
function reveal() {
  byId("hold")?.removeAttribute("hidden");
  byId("live")?.removeAttribute("hidden");
  byId("filter-label")?.removeAttribute("hidden");
  byId("reload")?.setAttribute("hidden", "");
}

/**
 * @param {"live" | "polling" | "lost"} link
 * @param {Words} words
 */
function showLink(link, words) {
  const line = byId("live");
  if (line) {
    line.dataset.link = link;
    say(line, words[link] || "");
  }
}

let forget = 0;

/**
 * @param {string} text
 * @param {"done" | "refused"} kind
 */
function tell(text, kind) {
  const line = document.createElement("p");
  line.className = kind === "refused" ? "notice notice-attention" : "notice";
  line.textContent = text;
  byId("messages")?.replaceChildren(line);
  window.clearTimeout(forget);
  forget = window.setTimeout(() => line.remove(), MESSAGE_MS);
}

const monitor = byId("monitor");
if (monitor) {
  watch(monitor);
}
