"""How QTI asks: one interaction for each kind of question, and what is right in it."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from quizbank.formats.hypertext import fill
from quizbank.formats.item import FileQuestion
from quizbank.formats.scene_writing import Put, scene_block, unit_in
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import markable
from quizbank.rules.text_units import TextWords, Unit

# Cardinality and base type of a response; an identifier begins with a letter.
RESPONSES = {
    QuestionKind.SINGLE: ("single", "identifier"),
    QuestionKind.MULTI: ("multiple", "identifier"),
    QuestionKind.SPOTS: ("multiple", "identifier"),
    QuestionKind.SORT: ("multiple", "directedPair"),
    QuestionKind.ORDER: ("ordered", "identifier"),
}
GROUP = "g"
# Where pictures lie, seen from a question.
PICTURES = "../pictures/"
TO_RESPONSE = {"responseIdentifier": "RESPONSE"}


def declare(root: Element, item: FileQuestion) -> None:
    """What is answered, and what is right."""
    kind = QuestionKind(item.kind)
    cardinality, base = RESPONSES[kind]
    about = {"identifier": "RESPONSE", "cardinality": cardinality, "baseType": base}
    right = SubElement(SubElement(root, "responseDeclaration", about), "correctResponse")
    for value in _values(kind, item.right):
        SubElement(right, "value").text = value
    for name, type_ in (("SCORE", "float"), ("FEEDBACK", "identifier")):
        about = {"identifier": name, "cardinality": "single", "baseType": type_}
        SubElement(root, "outcomeDeclaration", about)


def _values(kind: QuestionKind, right: str) -> list[str]:
    if kind is QuestionKind.SORT:
        return [f"{pair[0]} {GROUP}{pair[1:]}" for pair in right.split()]
    return list(right)


def ask(body: Element, item: FileQuestion, words: TextWords) -> None:
    """The question itself, below its scene; places to be marked stand in the scene."""
    kind = QuestionKind(item.kind)
    if item.scene and kind is not QuestionKind.SPOTS:
        body.append(scene_block(item, putting(words), PICTURES))
    ASKING[kind](body, item, words)


def putting(words: TextWords) -> Put:
    """Puts a unit of these words into an element."""
    units = dict(words.units())

    def put(parent: Element, unit: Unit) -> None:
        fill(parent, units.get(unit, ""))

    return put


def _choose(body: Element, item: FileQuestion, words: TextWords) -> None:
    most = "1" if item.kind == QuestionKind.SINGLE else "0"
    about = {**TO_RESPONSE, "shuffle": "true", "maxChoices": most}
    _choices(SubElement(body, "choiceInteraction", about), words)


def _order(body: Element, item: FileQuestion, words: TextWords) -> None:
    _choices(SubElement(body, "orderInteraction", {**TO_RESPONSE, "shuffle": "true"}), words)


def _choices(interaction: Element, words: TextWords) -> None:
    fill(SubElement(interaction, "prompt"), words.stem)
    for letter, choice in sorted(words.choices.items()):
        fill(SubElement(interaction, "simpleChoice", identifier=letter), choice)


def _match(body: Element, item: FileQuestion, words: TextWords) -> None:
    most = str(len(words.choices))
    about = {**TO_RESPONSE, "shuffle": "true", "maxAssociations": most}
    interaction = SubElement(body, "matchInteraction", about)
    fill(SubElement(interaction, "prompt"), words.stem)
    rows, groups = (SubElement(interaction, "simpleMatchSet") for _ in range(2))
    for letter, row in sorted(words.choices.items()):
        about = {"identifier": letter, "matchMax": "1"}
        fill(SubElement(rows, "simpleAssociableChoice", about), row)
    for number, group in sorted(words.bins.items()):
        about = {"identifier": f"{GROUP}{number}", "matchMax": "0", "fixed": "true"}
        fill(SubElement(groups, "simpleAssociableChoice", about), group)


def _mark(body: Element, item: FileQuestion, words: TextWords) -> None:
    interaction = SubElement(body, "hottextInteraction", {**TO_RESPONSE, "maxChoices": "0"})
    fill(SubElement(interaction, "prompt"), words.stem)
    put = putting(words)

    def put_to_mark(parent: Element, unit: Unit) -> None:
        name, letter = unit
        markable_ = name == "choices"
        put(SubElement(parent, "hottext", identifier=letter) if markable_ else parent, unit)

    interaction.append(scene_block(item, put_to_mark, PICTURES))
    for letter in words.letters:
        if letter not in markable(item.scene):
            unit_in(SubElement(interaction, "p"), ("choices", letter), put_to_mark)


type Asking = Callable[[Element, FileQuestion, TextWords], None]
ASKING: dict[QuestionKind, Asking] = {
    QuestionKind.SINGLE: _choose,
    QuestionKind.MULTI: _choose,
    QuestionKind.SORT: _match,
    QuestionKind.ORDER: _order,
    QuestionKind.SPOTS: _mark,
}
