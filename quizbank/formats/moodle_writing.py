"""Questions as Moodle XML: all languages in one, marked for Moodle's multi-language filter."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from quizbank.formats import languages
from quizbank.formats.hypertext import as_multilang, fill
from quizbank.formats.item import FileQuestion
from quizbank.formats.scene_writing import (
    Put,
    as_text,
    explained_blocks,
    scene_block,
    unit_in,
    units_of,
)
from quizbank.formats.tags import tags_of
from quizbank.rules.responses import QuestionKind
from quizbank.rules.scene_kinds import images_in
from quizbank.rules.text_units import Unit

# Stands for where the files of a text lie.
PLUGIN_FILES = "@@PLUGINFILE@@/"
MULTICHOICE, MATCHING, ORDERING = "multichoice", "matching", "ordering"
TYPES = {QuestionKind.SORT: MATCHING, QuestionKind.ORDER: ORDERING}
# The shares Moodle knows, by the number of choices that are right.
_SHARES = ("100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10")
SHARES = dict(enumerate(_SHARES, start=1))
ABOUT = {
    MULTICHOICE: (("shuffleanswers", "true"), ("answernumbering", "abc")),
    MATCHING: (("shuffleanswers", "true"),),
    ORDERING: (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("selectcount", "0"),
        ("gradingtype", "ABSOLUTE_POSITION"),
        ("showgrading", "SHOW"),
        ("numberingstyle", "none"),
    ),
}


def write(
    items: Iterable[FileQuestion], codes: Iterable[str], pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """A file with the texts in these languages, where a question has them.

    ``pictures`` are the bytes of those in its scenes, by name.
    """
    codes, pictures = list(codes), pictures or {}
    root = Element("quiz")
    for item in items:
        texts = {languages.moodle(c): item.texts[c] for c in codes if c in item.texts}
        root.append(_question(replace(item, texts=texts), pictures))
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _question(item: FileQuestion, pictures: Mapping[str, bytes]) -> Element:
    type_ = TYPES.get(QuestionKind(item.kind), MULTICHOICE)
    question = Element("question", type=type_)
    _put(question, "name", item.id)
    _attach(_put(question, "questiontext", _stem(item), format="html"), item, pictures)
    _put(question, "generalfeedback", _explanation(item), format="html")
    single = "true" if item.kind == QuestionKind.SINGLE else "false"
    is_choice = (("single", single),) if type_ == MULTICHOICE else ()
    for name, value in (
        ("defaultgrade", "1"),
        ("penalty", "0"),
        ("hidden", "0"),
        ("idnumber", item.id),
        *is_choice,
        *ABOUT[type_],
    ):
        SubElement(question, name).text = value
    _answer(question, item)
    tags = SubElement(question, "tags")
    for tag in tags_of(item):
        _put(tags, "tag", tag)
    return question


def _attach(text: Element, item: FileQuestion, pictures: Mapping[str, bytes]) -> None:
    """The pictures that the HTML of a text shows; Moodle keeps them beside it."""
    for name in dict.fromkeys(images_in(item.scene).values()):
        if name in pictures:
            about = {"name": name, "path": "/", "encoding": "base64"}
            SubElement(text, "file", about).text = b64encode(pictures[name]).decode()


def _stem(item: FileQuestion) -> str:
    if not item.scene:
        return as_multilang(_said(item, ("stem", "")))
    block, put = Element("p"), _putting(item)
    unit_in(block, ("stem", ""), put)
    return as_text(scene_block(item, put, PLUGIN_FILES), block)


def _explanation(item: FileQuestion) -> str:
    if not units_of(item, "notes"):
        return as_multilang(_said(item, ("explanation", "")))
    return as_text(*explained_blocks(item, _putting(item)))


def _putting(item: FileQuestion) -> Put:
    """Puts a unit in all languages, each in a span of its own."""

    def put(parent: Element, unit: Unit) -> None:
        for code, said in _said(item, unit).items():
            about = {"lang": code, "class": "multilang"}
            fill(SubElement(parent, "span", about), said)

    return put


def _said(item: FileQuestion, unit: Unit) -> dict[str, str]:
    return {code: dict(text.words.units()).get(unit, "") for code, text in item.texts.items()}


def _answer(question: Element, item: FileQuestion) -> None:
    """What there is to choose, to match or to put in order."""
    choices = units_of(item, "choices")
    if item.kind == QuestionKind.SORT:
        rows = {pair[0]: pair[1:] for pair in item.right.split()}
        for choice in choices:
            row = _put(question, "subquestion", as_multilang(_said(item, choice)), format="html")
            _put(row, "answer", as_multilang(_said(item, ("bins", rows.get(choice[1], "")))))
        return
    is_order = item.kind == QuestionKind.ORDER
    steps = [("choices", letter) for letter in item.right] if is_order else choices
    for place, choice in enumerate(steps, start=1):
        share = str(place) if is_order else _share(item, choice[1])
        said = as_multilang(_said(item, choice))
        answer = _put(question, "answer", said, fraction=share, format="html")
        _put(answer, "feedback", "", format="html")


def _share(item: FileQuestion, letter: str) -> str:
    """Of the points; where several are right, a wrong one takes as much as a right one gives."""
    if item.kind == QuestionKind.SINGLE:
        return SHARES[1] if letter == item.right else "0"
    share = SHARES[min(len(item.right), max(SHARES))]
    return share if letter in item.right else f"-{share}"


def _put(parent: Element, name: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    SubElement(element, "text").text = text
    return element
