/** Buttons that copy the text of a field; without scripts they do not show, and the text is there. */

for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.getAttribute("data-copy") || "");
  const told = button.parentElement && button.parentElement.querySelector("[role=status]");
  if (button instanceof HTMLElement && field instanceof HTMLTextAreaElement && told) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      // Over plain HTTP there is no clipboard: then the text is chosen, and the keys copy it.
      if (navigator.clipboard) {
        await navigator.clipboard.writeText(field.value);
        told.textContent = field.dataset.copied || "";
      }
    });
  }
}
