/** The receipt as a ticket to keep. */
import { animal } from "../shared/animals.js";
import { el, readable } from "../shared/dom.js";
import { gettext, pick } from "../shared/language.js";

/** @typedef {import("../shared/types").ResultReply} ResultReply */

/**
 * @param {string} code
 * @param {ResultReply | null} result
 */
export function ticket(code, result) {
  // A rehearsal and what does not count are on no board; and what is not known yet is not announced.
  const alias = result && result.kind === "official" && !result.voided ? pick(result.alias) : "";
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
  );
}
