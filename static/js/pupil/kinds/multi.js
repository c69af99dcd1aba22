/** All that fit, of up to fourteen. */
import { gettext } from "../../shared/language.js";
import { card, choiceInput, square } from "./cards.js";
import { formOf } from "./codes.js";
import { counted } from "./counted.js";
import { pressed, responseOf } from "./presses.js";

/** @param {import("../../shared/types").Sheet} sheet */
export function multi({ question, order, code, give }) {
  const form = formOf(question);
  const { line, count } = counted(form, code);
  let now = code;
  const press = (/** @type {number} */ position) => {
    now = pressed(form, now, position);
    count(now);
    give(now);
  };
  const cards = order.map((choice, at) => {
    const input = choiceInput({
      id: `choice-${at + 1}`,
      type: "checkbox",
      place: at + 1,
      value: choice,
      checked: responseOf(form, code).includes(choice - 1),
      press: () => press(choice - 1),
    });
    return card(input, square(at + 1), { text: question.choices[choice - 1] || "", word: gettext("Marked") });
  });
  return [...cards, line];
}
