/** Beside the frames of a preview: a press on a question shows it in all of them. */

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("[data-question]") : null;
  if (link instanceof HTMLElement) {
    event.preventDefault();
    document.querySelectorAll("iframe").forEach((frame) => {
      if (frame.contentWindow) {
        frame.contentWindow.location.hash = `q${link.dataset["question"]}`;
      }
    });
    document.querySelectorAll("[data-question]").forEach((other) => {
      other.toggleAttribute("data-shown", other === link);
    });
  }
});
