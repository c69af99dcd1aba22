/** Each row into one of the bins: radios side by side. */
import { el } from "../../shared/dom.js";
import { formOf, responseOf, sortedInto } from "./codes.js";

/** @param {import("../../shared/types").Sheet} sheet */
export function sort({ question, order, code, give }) {
  const form = formOf(question);
  let now = code;
  const put = (/** @type {number} */ row, /** @type {number} */ bin) => {
    now = sortedInto(form, now, { row, bin });
    give(now);
  };
  return order.map((choice, at) => {
    const row = { id: `row-${at + 1}`, text: question.choices[choice - 1] || "", bin: responseOf(form, code)[choice - 1] || 0 };
    return rowOf(row, question.bins || [], (bin) => put(choice - 1, bin));
  });
}

/**
 * @param {{id: string, text: string, bin: number}} row
 * @param {string[]} bins
 * @param {(bin: number) => void} put
 */
function rowOf({ id, text, bin }, bins, put) {
  const segments = bins.map((name, at) => segment(id, { name, at: at + 1, checked: bin === at + 1 }, put));
  return el("fieldset", { class: "sort-row", "data-testid": id }, el("legend", {}, text), el("div", { class: "bins" }, ...segments));
}

/**
 * @param {string} row
 * @param {{name: string, at: number, checked: boolean}} bin
 * @param {(bin: number) => void} put
 */
function segment(row, { name, at, checked }, put) {
  const named = { id: `${row}-${at}`, "data-testid": `${row}-${at}`, name: row, value: at };
  const input = el("input", { type: "radio", ...named, class: "visually-hidden", change: () => put(at) });
  input.checked = checked;
  return el("label", { class: "bin" }, input, el("span", { class: "choice-edge" }), el("span", { class: "bin-disc" }), el("span", {}, name));
}
