/** Where a receipt opens a result later. */
import { button, el, heading } from "../shared/dom.js";
import { gettext } from "../shared/language.js";
import { second, stage, steps } from "./stage.js";

/** @typedef {import("./stage.js").Nodes} Nodes */

/**
 * @param {{error: string, typed: string}} state
 * @param {{ask: (receipt: string) => void, back: () => void}} does
 * @returns {Nodes}
 */
export function receiptForm({ error, typed }, does) {
  const named = { id: "receipt", name: "receipt", "data-testid": "receipt-input", "aria-describedby": "receipt-error" };
  const plain = { type: "text", autocomplete: "off", autocapitalize: "characters", spellcheck: "false" };
  const input = el("input", { ...plain, ...named, class: "input code-input", value: typed });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    does.ask(input.value.trim());
  };
  return stage(
    { sign: "list" },
    heading(gettext("My result")),
    el(
      "form",
      { class: "field", novalidate: true, submit },
      el("label", { for: "receipt" }, gettext("The receipt you got at the end")),
      el("p", { id: "receipt-error", class: "field-error", role: "alert" }, error),
      input,
      steps(
        second("receipt-back", gettext("Back"), does.back),
        button("receipt-ask", gettext("Show my result"), () => undefined, { type: "submit" }),
      ),
    ),
  );
}
