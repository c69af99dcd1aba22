/** The day's page renews its numbers every few seconds; a pause stops that. */

import { about, drawn, partOf, put } from "./fresh_part.js";

const EVERY_MS = 5000;

const place = document.getElementById("day-figures");
const link = document.getElementById("day-link");
const pause = document.getElementById("day-pause");
let paused = false;
let last = "";

/** @param {HTMLElement} root */
async function renew(root) {
  const html = await partOf(root, "url");
  if (html !== last) {
    last = html;
    putKept(root, drawn(html));
  }
}

async function look() {
  if (!place || paused || document.hidden) {
    return;
  }
  try {
    await renew(place);
    say("");
  } catch {
    say((link && link.dataset["lost"]) || "");
  }
}

/** @param {string} text */
function say(text) {
  if (link && link.textContent !== text) {
    link.textContent = text;
  }
}

/**
 * What was open stays open, and what had the focus keeps it.
 * @param {HTMLElement} root
 * @param {HTMLElement} fresh
 */
function putKept(root, fresh) {
  for (const details of root.querySelectorAll("details[open]")) {
    fresh.querySelector(`#${details.id}`)?.setAttribute("open", "");
  }
  const focused = root.contains(document.activeElement) ? markOf(document.activeElement) : "";
  put(root, fresh);
  if (focused) {
    /** @type {HTMLElement | null} */ (root.querySelector(focused))?.focus({ preventScroll: true });
  }
}

/**
 * What finds the same thing in the new numbers.
 * @param {Element | null} node
 */
function markOf(node) {
  if (node instanceof HTMLAnchorElement) {
    return `a[href="${node.getAttribute("href")}"]`;
  }
  return node ? node.tagName.toLowerCase() : "";
}

if (place && pause) {
  pause.hidden = false;
  document.getElementById("day-reload")?.setAttribute("hidden", "");
  pause.addEventListener("click", () => {
    paused = !paused;
    pause.setAttribute("aria-pressed", String(paused));
    pause.textContent = pause.dataset[paused ? "resume" : "pause"] || "";
    void look();
  });
  document.addEventListener("visibilitychange", () => void look());
  const again = () => {
    void look().finally(() => setTimeout(again, about(EVERY_MS)));
  };
  setTimeout(again, EVERY_MS);
}
