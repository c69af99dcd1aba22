/** The teacher's monitor: keeps the page at the present state and sends what the teacher decides.
 *
 * Where states come from and where acts go is given to it (`live.js`). */

import { sendForms } from "./forms.js";
import { draw } from "./grid.js";
import { Panel } from "./panel.js";
import { lookAnew } from "./right_to_look.js";
import { byId, say } from "./text.js";
import { staffStrip } from "../shared/notice.js";

/** @typedef {import("./sitting").SittingState} SittingState */
/** @typedef {import("./sitting").Words} Words */
/** @typedef {import("./sitting").MonitorSource} MonitorSource */

const MESSAGE_MS = 8000;

/**
 * @param {HTMLElement} root
 * @param {MonitorSource} source
 */
export function watch(root, source) {
  /** @type {Words} */
  const words = JSON.parse(byId("words")?.textContent || "{}");
  const panel = new Panel(/** @type {HTMLElement} */ (byId("seat-panel")), words, source.seat);
  const strip = staffStrip(byId("notice"));
  let held = false;
  /** @type {SittingState} */
  let newest = JSON.parse(byId("state")?.textContent || "{}");

  function drawNewest() {
    draw(root, newest, words);
    panel.follow(newest);
  }

  /** @param {SittingState} state */
  function show(state) {
    newest = state;
    strip.hear(state.notice);
    if (!held) {
      drawNewest();
    }
  }

  pressToHold(words, (now) => {
    held = now;
    if (!held) {
      drawNewest();
    }
  });

  /**
   * @param {SittingState} state
   * @param {HTMLFormElement} form
   */
  function done(state, form) {
    newest = state;
    drawNewest();
    form.closest("details")?.removeAttribute("open");
    void panel.renewFacts(form, () => panel.follow(newest));
    if (panel.place.contains(form)) {
      panel.keepFocus();
    } else {
      keepFocus(root, form);
    }
  }

  sendForms(root, { words, post: source.post, onState: done, onWord: tell });
  openSeats((link) => void panel.open(link).then(() => !held && panel.follow(newest)));
  source.follow(show, (link) => showLink(link, words));
  reveal();
}

/**
 * The button that stops what moves, and lets it go on.
 * @param {Words} words
 * @param {(held: boolean) => void} onPress
 */
function pressToHold(words, onPress) {
  const button = byId("hold");
  button?.addEventListener("click", () => {
    const held = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(held));
    say(button, (held ? words.go_on : words.hold) || "");
    onPress(held);
  });
}

/**
 * A button that has just done its work may be gone: the next one that waits takes the focus.
 * @param {HTMLElement} root
 * @param {HTMLFormElement} form
 */
function keepFocus(root, form) {
  const active = /** @type {HTMLElement | null} */ (document.activeElement);
  if (active && active !== document.body && active.offsetParent !== null) {
    return;
  }
  const buttons = (/** @type {string} */ selector) => [
    .../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(selector)),
  ];
  const late = form.id === "let-in" ? buttons(".seat-let-in") : [];
  [...late, ...buttons("#controls .button")].find((each) => each.offsetParent !== null)?.focus();
}

/** @param {(link: HTMLAnchorElement) => void} open */
function openSeats(open) {
  byId("seats")?.addEventListener("click", (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("a");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      open(link);
    }
  });
}

function filterSeats() {
  const box = /** @type {HTMLInputElement | null} */ (byId("filter"));
  box?.addEventListener("change", () => byId("seats")?.classList.toggle("only-needs", box.checked));
}

/** "Close…" as the next thing to do opens what asks first. */
function openClosing() {
  byId("close-early")?.addEventListener("click", (event) => {
    event.preventDefault();
    byId("close")?.setAttribute("open", "");
    /** @type {HTMLElement | null | undefined} */ (byId("close")?.querySelector("summary"))?.focus();
  });
}

/** What a page without script does not have. */
function reveal() {
  filterSeats();
  openClosing();
  byId("hold")?.removeAttribute("hidden");
  byId("live")?.removeAttribute("hidden");
  byId("filter-label")?.removeAttribute("hidden");
  byId("reload")?.setAttribute("hidden", "");
}

/**
 * @param {"live" | "polling" | "lost" | "gone"} link
 * @param {Words} words
 */
function showLink(link, words) {
  if (link === "gone") {
    lookAnew();
    return;
  }
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
  line.className = kind === "refused" ? "notice toast notice-attention" : "notice toast";
  line.textContent = text;
  byId("messages")?.replaceChildren(line);
  window.clearTimeout(forget);
  forget = window.setTimeout(() => line.remove(), MESSAGE_MS);
}
