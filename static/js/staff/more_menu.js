// The ways behind "More": they open without script; this closes them again by Escape or a click elsewhere.

/** @type {NodeListOf<HTMLDetailsElement>} */
const boxes = document.querySelectorAll("details.more-ways");

for (const box of boxes) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.open) {
      box.open = false;
      box.querySelector("summary")?.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !box.contains(event.target)) {
      box.open = false;
    }
  });
}
