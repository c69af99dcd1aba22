/** One of three or four: a radio in the shape of its own. */
import { LETTERS, shape } from "../../shared/dom.js";
import { gettext } from "../../shared/language.js";
import { card, choiceInput } from "./cards.js";

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
