/** What was reached of what could be, as a ring with the number in it. */
import { svgNode } from "./dom.js";

const RADIUS = 70;

/**
 * @param {number} reached
 * @param {number} most
 */
export function ring(reached, most) {
  const around = 2 * Math.PI * RADIUS;
  const part = most > 0 ? (around * reached) / most : 0;
  const circle = { cx: 88, cy: 88, r: RADIUS };
  const digits = svgNode("text", { x: 88, y: 98, "text-anchor": "middle", class: "ring-digits figures" });
  digits.textContent = String(reached);
  const of = svgNode("text", { x: 88, y: 122, "text-anchor": "middle", class: "ring-of figures" });
  of.textContent = `/ ${most}`;
  return svgNode(
    "svg",
    { class: "score-ring", viewBox: "0 0 176 176", "aria-hidden": "true", focusable: "false" },
    svgNode("circle", { ...circle, class: "ring-ground" }),
    ...(part > 0 ? [svgNode("circle", { ...circle, class: "ring-part", "stroke-dasharray": `${part} ${around}` })] : []),
    digits,
    of,
  );
}
