/** One card on the screen: Space shows the PIN, arrows turn the cards, and it hides itself. */

const pin = /** @type {HTMLDetailsElement | null} */ (document.querySelector(".one-pin"));
const summary = pin && pin.querySelector("summary");
let timer = 0;

function hide() {
  if (pin) {
    pin.open = false;
  }
}

/** @param {"prev" | "next"} rel */
function turn(rel) {
  const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector(`.one-nav a[rel=${rel}]`));
  if (link) {
    hide();
    link.click();
  }
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const typing = event.target instanceof HTMLInputElement;
  if (typing || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === "ArrowRight") {
    turn("next");
  } else if (event.key === "ArrowLeft") {
    turn("prev");
  } else if (event.key === "Escape") {
    hide();
  }
}

if (pin && summary) {
  pin.addEventListener("toggle", () => {
    window.clearTimeout(timer);
    if (pin.open) {
      timer = window.setTimeout(hide, Number(pin.dataset.hideAfter) * 1000);
    }
  });
  document.addEventListener("keydown", onKey);
  // the page may come back from the browser's memory with the PIN still open
  window.addEventListener("pagehide", hide);
  window.addEventListener("blur", hide);
  summary.focus();
}
