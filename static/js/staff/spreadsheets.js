/** Spreadsheets that are being made: the page shows how far they are until they are there. */

import { about, drawn, partOf } from "./fresh_part.js";

const EVERY_MS = 4000;

const offers = document.getElementById("offers");

/** @param {HTMLElement} root */
async function look(root) {
  const fresh = drawn(await partOf(root, "url"));
  root.querySelectorAll(".files").forEach((files) => {
    const next = fresh.querySelector(`#${files.id}`);
    if (next) {
      swap(files, document.importNode(next, true));
    }
  });
  const said = document.getElementById("said");
  if (said && !isUnderWay(root)) {
    said.textContent = said.dataset["ready"] || "";
  }
}

/**
 * What had the focus keeps it.
 * @param {Element} files
 * @param {Element} next
 */
function swap(files, next) {
  const held = document.activeElement;
  const label = held && files.contains(held) ? held.getAttribute("aria-label") : null;
  files.replaceWith(next);
  if (label) {
    const again = [...next.querySelectorAll("[aria-label]")];
    const found = again.find((one) => one.getAttribute("aria-label") === label);
    if (found instanceof HTMLElement) {
      found.focus();
    }
  }
}

/** @param {HTMLElement} root */
function isUnderWay(root) {
  return root.querySelector("progress") !== null;
}

/** @param {HTMLElement} root */
async function follow(root) {
  if (!document.hidden) {
    try {
      await look(root);
    } catch {
      // The network will be back; the file is made meanwhile.
    }
  }
  waitAndLook(root);
}

/** @param {HTMLElement} root */
function waitAndLook(root) {
  if (isUnderWay(root)) {
    setTimeout(follow, about(EVERY_MS), root);
  }
}

if (offers) {
  waitAndLook(offers);
}
