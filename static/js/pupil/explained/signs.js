/** What became of an answer, as a sign on a disc and in words. No crosses, no red. */
import { svgNode } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";

/** A tick, half a tick, a way round, naught for what counts for nobody, or nothing. */
/** @type {Record<string, string>} */
const LINES = {
  R: "M11 18.5l5 5 9-10.5",
  H: "M11 18.5l5 5M21 13h5",
  W: "M24 14.5a7.5 7.5 0 10.6 6M24.5 9.5v5.5H19",
  N: "M18 13a5 5 0 010 10a5 5 0 010-10",
  "": "M13 18h10",
};
/** @type {Record<string, string>} */
const KINDS = { R: "right", H: "half", W: "wrong", "": "none" };

/** @param {string} mark R, H, W; N where the question was neutralised; or empty for no answer */
export function markSign(mark) {
  const ground = svgNode("circle", { cx: 18, cy: 18, r: 16, class: "sign-ground" });
  const line = svgNode("path", { d: LINES[mark] || LINES[""] || "", class: "sign-line" });
  return svgNode("svg", { class: `sign-disc sign-${KINDS[mark] || "none"}`, viewBox: "0 0 36 36", "aria-hidden": "true", focusable: "false" }, ground, line);
}

/** @param {string} mark */
export function markWords(mark) {
  const words = /** @type {Record<string, () => string>} */ ({
    R: () => gettext("right"),
    H: () => gettext("one mistake: half of the points"),
    W: () => gettext("worth another look"),
    N: () => gettext("counts for nobody"),
  });
  return (words[mark] || (() => gettext("not answered")))();
}
