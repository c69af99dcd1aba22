/** Spreadsheets that are being made: the page shows how far they are until they are there. */

const ASK_MS = 1000;

/** Once more what the server says, in the place of what it said before. */
async function look() {
  const offers = document.getElementById("offers");
  const answer = await fetch(window.location.href, { credentials: "same-origin" });
  if (!offers || !answer.ok) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = fresh.getElementById("offers");
  if (next) {
    swap(offers, next);
  }
}

/**
 * @param {HTMLElement} offers
 * @param {HTMLElement} next
 */
function swap(offers, next) {
  const held = document.activeElement;
  const label = held && offers.contains(held) ? held.getAttribute("aria-label") : null;
  offers.replaceWith(next);
  if (label) {
    const again = [...next.querySelectorAll("[aria-label]")];
    const found = again.find((one) => one.getAttribute("aria-label") === label);
    if (found instanceof HTMLElement) {
      found.focus();
    }
  }
  const said = document.getElementById("said");
  if (said && !("underWay" in next.dataset)) {
    said.textContent = said.dataset.ready || "";
  }
}

async function follow() {
  try {
    await look();
  } catch {
    // The network will be back; the file is made meanwhile.
  }
  waitAndLook();
}

function waitAndLook() {
  if ("underWay" in (document.getElementById("offers")?.dataset || {})) {
    window.setTimeout(follow, ASK_MS);
  }
}

waitAndLook();
