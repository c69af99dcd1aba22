/** The day's page renews its numbers every few seconds; a pause stops that. */

const EVERY_MS = 5000;

const place = document.getElementById("day-figures");
const link = document.getElementById("day-link");
const pause = document.getElementById("day-pause");
let paused = false;
let last = "";

/**
 * The browser asks with the ETag it holds; what has not changed costs a line.
 * @param {HTMLElement} root
 */
async function renew(root) {
  const reply = await fetch(root.dataset["url"] || "", { cache: "no-cache", headers: { Accept: "application/json" } });
  if (!reply.ok || reply.redirected) {
    throw new Error(String(reply.status));
  }
  const { html } = await reply.json();
  if (html !== last) {
    last = html;
    put(root, html);
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
 * @param {string} html of our own template
 */
function put(root, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  for (const details of root.querySelectorAll("details[open]")) {
    fresh.querySelector(`#${details.id}`)?.setAttribute("open", "");
  }
  const focused = root.contains(document.activeElement) ? markOf(document.activeElement) : "";
  root.replaceChildren(...document.importNode(fresh, true).childNodes);
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
    void look().finally(() => setTimeout(again, EVERY_MS * (0.8 + 0.4 * Math.random())));
  };
  setTimeout(again, EVERY_MS);
}
