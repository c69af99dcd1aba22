"""Moodle XML: all languages in one question, marked for Moodle's multi-language filter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from intake.phrases import Phrase, gettext_noop
from quizbank.formats import languages, markup
from quizbank.formats.hypertext import as_multilang, texts_of
from quizbank.formats.item import (
    EXPLAINED,
    BadFile,
    FileQuestion,
    FileText,
    Reading,
    clean,
    explained,
    make_text,
)
from quizbank.formats.places import QUESTION
from quizbank.formats.tags import tagged, tags_of, values

PLAIN = ("plain_text",)
TYPE = "multichoice"
RIGHT, WRONG = "100", "0"


def read(content: bytes, language: str) -> Reading:
    """The questions of type multichoice; ``language`` is that of texts which do not say theirs.

    Raises ``BadFile`` for what is no Moodle XML.
    """
    root = markup.parse(content)
    if root.tag != "quiz":
        text = gettext_noop("This is no Moodle XML: the file begins with <%(name)s>, not <quiz>.")
        raise BadFile(text, name=root.tag[:40])
    reading = Reading()
    number = 0
    for question in root.findall("question"):
        number += question.get("type") != "category"
        _take(reading, question, Phrase(QUESTION, number=number), language)
    return reading


def _take(reading: Reading, question: Element, place: str, language: str) -> None:
    kind = question.get("type", "")
    if kind == "category":
        text = gettext_noop("The category is not read: write topics as tags, such as topic:PRIV.")
        reading.remark(place, "category", text)
    elif kind != TYPE:
        text = gettext_noop(
            "There is no “%(value)s” here. Only questions of type %(allowed)s are read."
        )
        reading.refuse(place, "question type", text, value=kind[:40], allowed=TYPE)
    elif (question.findtext("single") or "true").strip().lower() not in ("true", "1"):
        text = gettext_noop("Several choices may be right in this question. Allow only one.")
        reading.refuse(place, "single", text)
    else:
        _add(reading, question, place, language)


def _add(reading: Reading, question: Element, place: str, language: str) -> None:
    answers = question.findall("answer")
    marked = []
    for number, answer in enumerate(answers):
        try:
            marked += [number] if float(answer.get("fraction", "0")) > 0 else []
        except ValueError:
            text = gettext_noop(
                "“%(value)s” is no number. Write 100 for the right choice and 0 for others."
            )
            reading.refuse(place, "fraction", text, value=answer.get("fraction", "")[:40])
            return
    if right := reading.right_letter(place, "answer", marked, len(answers)):
        _remark(reading, question, place)
        # Names are for people; what is to be known again has an ID number.
        name = clean(question.findtext("idnumber") or "")
        tags = [clean(tag.findtext("text") or "") for tag in question.findall("tags/tag")]
        item = FileQuestion(id=name, right=right, place=place, texts=_texts(question, language))
        reading.items.append(tagged(item, values(tags)))


def _texts(question: Element, language: str) -> dict[str, FileText]:
    answers = question.findall("answer")
    parts = [
        _said(question.find("questiontext")),
        _said(question.find("generalfeedback")),
        *(_said(answer) for answer in answers),
        *(_said(answer.find("feedback")) for answer in answers),
    ]
    found = list(dict.fromkeys(code for part in parts for code in part if code)) or [""]
    texts = {}
    for code in found:
        stem, general, *said = (part.get(code, part.get("", "")) for part in parts)
        choices, feedback = said[: len(answers)], said[len(answers) :]
        words = make_text(stem, choices, explained(general, choices, feedback))
        texts[languages.own(code) if code else language] = words
    return texts


def _said(element: Element | None) -> dict[str, str]:
    text = "" if element is None else element.findtext("text") or ""
    if element is not None and element.get("format") in PLAIN:
        return {"": clean(text)}
    return texts_of(text)[0]


def _remark(reading: Reading, question: Element, place: str) -> None:
    shown = [question.findtext("questiontext/text") or ""]
    shown += [answer.findtext("text") or "" for answer in question.findall("answer")]
    if next(question.iter("file"), None) is not None or any(texts_of(one)[1] for one in shown):
        text = gettext_noop("The picture is not read: questions have no pictures here.")
        reading.remark(place, "image", text)
    if any(clean(one.findtext("feedback/text") or "") for one in question.findall("answer")):
        reading.remark(place, "feedback", EXPLAINED)


def write(items: Iterable[FileQuestion], codes: Iterable[str]) -> bytes:
    """A file with the texts in these languages, where a question has them."""
    codes = list(codes)
    root = Element("quiz")
    for item in items:
        texts = {languages.moodle(c): item.texts[c] for c in codes if c in item.texts}
        root.append(_question(replace(item, texts=texts)))
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _question(item: FileQuestion) -> Element:
    question = Element("question", type=TYPE)
    _put(question, "name", item.id)
    stems = {code: text.question for code, text in item.texts.items()}
    explanations = {code: text.explanation for code, text in item.texts.items()}
    _put(question, "questiontext", as_multilang(stems), format="html")
    _put(question, "generalfeedback", as_multilang(explanations), format="html")
    for name, value in (
        ("defaultgrade", "1"),
        ("penalty", "0"),
        ("hidden", "0"),
        ("idnumber", item.id),
        ("single", "true"),
        ("shuffleanswers", "true"),
        ("answernumbering", "abc"),
    ):
        SubElement(question, name).text = value
    for letter in sorted({letter for text in item.texts.values() for letter in text.choices}):
        fraction = RIGHT if letter == item.right else WRONG
        choices = {code: text.choices.get(letter, "") for code, text in item.texts.items()}
        answer = _put(question, "answer", as_multilang(choices), fraction=fraction, format="html")
        _put(answer, "feedback", "", format="html")
    tags = SubElement(question, "tags")
    for tag in tags_of(item):
        _put(tags, "tag", tag)
    return question


def _put(parent: Element, name: str, text: str, **attributes: str) -> Element:
    element = SubElement(parent, name, attributes)
    SubElement(element, "text").text = text
    return element
