/** The receipt as a ticket: to copy on paper, or to take along with a phone. */
import { animal } from "../shared/animals.js";
import { el, readable, svgNode } from "../shared/dom.js";
import { gettext, pick } from "../shared/language.js";

/** @typedef {import("../shared/types").ResultReply} ResultReply */

/**
 * @param {string} code
 * @param {ResultReply | null} result
 */
export function ticket(code, result) {
  // A rehearsal and what does not count are on no board; and what is not known yet is not announced.
  const alias = result && result.kind === "official" && !result.voided ? pick(result.alias) : "";
  const picture = el("div", { class: "ticket-qr", "data-testid": "receipt-qr" });
  void drawn(code).then((node) => (node ? picture.append(node) : picture.remove()));
  return el(
    "section",
    { class: "ticket", "aria-labelledby": "ticket-title" },
    el(
      "div",
      { class: "ticket-words" },
      el("h2", { id: "ticket-title" }, gettext("Your receipt")),
      el("p", { class: "receipt-code figures", "data-testid": "receipt" }, readable(code)),
      el("p", {}, gettext("Copy it on paper, or photograph it. It opens your result later, and only you have it.")),
      alias !== "" && el("p", { class: "receipt-alias" }, animal(result?.animal, { size: 32 }), gettext("Your name on the boards:"), " ", el("strong", { "data-testid": "alias" }, alias)),
    ),
    picture,
  );
}

/**
 * A QR code of the page that opens this receipt; the code stands behind `#`, which no server hears.
 * @param {string} code
 * @returns {Promise<Node | null>} null where the drawing cannot be had
 */
async function drawn(code) {
  try {
    const { encode } = await import("../vendor/uqr.js");
    const { data, size } = encode(`${location.origin}${location.pathname}#receipt=${code}`, { ecc: "M", border: 0 });
    const dark = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")));
    const square = { viewBox: `0 0 ${size} ${size}`, width: "100%", height: "100%", "shape-rendering": "crispEdges", role: "img" };
    return svgNode("svg", { ...square, "aria-label": gettext("QR code of your receipt") }, svgNode("path", { d: dark.join(""), fill: "#000" }));
  } catch (error) {
    return null;
  }
}
