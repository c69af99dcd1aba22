/** The question read to whoever wants it: the stem, what is shown, the answers, as they stand on the screen. */
import { button } from "../shared/dom.js";
import { currentLanguage, gettext } from "../shared/language.js";
import { wantsReading } from "../shared/layout.js";
import { hasVoice, hush, readAloud } from "../shared/voice.js";

/** A button where the pupil has asked for it and this computer has a voice; nothing else ever speaks. */
export function readingButton() {
  if (!wantsReading() || !hasVoice(currentLanguage())) {
    return null;
  }
  // A second press stops it.
  const press = () => hush() || readAloud(textsOf(document.querySelector("[data-testid=question]")), currentLanguage());
  return button("read-to-me", gettext("Read to me"), press, { class: "button button-second", icon: "speaker" });
}

/**
 * The texts in reading order; letters of the shapes and words for screen readers are left out.
 * @param {Element | null} question
 */
export function textsOf(question) {
  const found = question ? Array.from(question.querySelectorAll("h1, .scene-text, .choice-text, .sort-row > legend, .bin > span:last-child")) : [];
  return found.map((node) => (node.textContent || "").trim()).filter(Boolean);
}
