/** A tick that ticks all of its form, or of the page where it stands in none; without scripts it does not show. */

for (const label of document.querySelectorAll("[data-tick-all]")) {
  const all = label.querySelector("input");
  const name = label.getAttribute("data-tick-all");
  /** @type {ParentNode} */
  const within = label.closest("form") ?? document;
  /** @type {NodeListOf<HTMLInputElement>} */
  const ticks = within.querySelectorAll(`input[type="checkbox"][name="${name}"]`);
  if (label instanceof HTMLElement && all) {
    label.hidden = false;
    all.addEventListener("change", () => ticks.forEach((tick) => (tick.checked = all.checked)));
  }
}
