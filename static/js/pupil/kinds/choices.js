/** One of three or four, each a radio in the shape of its own; or all that fit, of up to fourteen. */
import { LETTERS, shape } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";
import { card, choiceInput, counted, square } from "./cards.js";
import { formOf, pressed, responseOf } from "./codes.js";

/** @param {import("../../shared/types").Sheet} sheet */
export function single({ question, order, code, give }) {
  return order.map((choice, at) => {
    const letter = LETTERS.charAt(at);
    const input = choiceInput({
      id: `choice-${letter}`,
      type: "radio",
      place: at + 1,
      value: choice,
      checked: code === choice,
      press: () => give(choice),
    });
    return card(input, shape(at), { text: question.choices[choice - 1] || "", word: gettext("Chosen"), spoken: `${letter}: ` });
  });
}

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
