"""Questions out of Moodle XML: multichoice, matching and ordering, in all their languages."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from contextlib import suppress
from xml.etree.ElementTree import Element

from intake.phrases import Phrase, gettext_noop
from intake.picture_names import size_of
from quizbank.formats import languages, markup
from quizbank.formats.hypertext import texts_of
from quizbank.formats.item import (
    EXPLAINED,
    NEARLY,
    UNEQUAL_SHARES,
    BadFile,
    FileQuestion,
    Reading,
    clean,
)
from quizbank.formats.marked_units import EXPLANATION, STEM, Said, SaidUnits
from quizbank.formats.moodle_writing import MATCHING, MULTICHOICE, ORDERING
from quizbank.formats.places import QUESTION
from quizbank.formats.sorted_rows import SortedRows
from quizbank.formats.tags import STEPS, names_in, tagged, values
from quizbank.rules.responses import QuestionKind
from quizbank.rules.right_answers import LETTERS
from quizbank.rules.text_units import Unit

PLAIN = ("plain_text",)
# Of an ordering question only some steps may be shown.
SOME = ("RANDOM", "CONTIGUOUS", "1", "2")

type KindAndRight = tuple[str, str]


def read(content: bytes, language: str) -> Reading:
    """The questions of these types; ``language`` is that of texts which do not say theirs.

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
    elif kind not in ANSWERS:
        text = gettext_noop(
            "There is no “%(value)s” here. Only questions of type %(allowed)s are read."
        )
        allowed = ", ".join(ANSWERS)
        reading.refuse(place, "question type", text, value=kind[:40], allowed=allowed)
    else:
        _add(reading, question, place, language)


def _add(reading: Reading, question: Element, place: str, language: str) -> None:
    tags = values(clean(tag.findtext("text") or "") for tag in question.findall("tags/tag"))
    said = SaidUnits()
    for name, unit in (("questiontext", STEM), ("generalfeedback", EXPLANATION)):
        _take_html(said, question.find(name), unit)
    answered = ANSWERS[question.get("type", "")](reading, place, question, tags, said)
    if answered is None:
        return
    reading.pictures |= _files(question)
    _remark(reading, question, place)
    said.remark(reading, place)
    item = FileQuestion(
        # Names are for people; what is to be known again has an ID number.
        id=clean(question.findtext("idnumber") or ""),
        kind=answered[0],
        right=answered[1],
        scene=said.scene,
        place=place,
        texts=said.texts(lambda code: languages.own(code) if code else language),
    )
    reading.items.append(tagged(item, tags))


def _take_html(said: SaidUnits, element: Element | None, unit: Unit) -> None:
    if element is not None and element.get("format") not in PLAIN:
        said.take(element.findtext("text") or "", unit, lambda source: texts_of(source)[0])
    else:
        said.units[unit] = _said(element)


def _choices(
    reading: Reading, place: str, question: Element, _tags: dict[str, str], said: SaidUnits
) -> KindAndRight | None:
    answers = question.findall("answer")
    if (shares := _shares(reading, place, answers)) is None:
        return None
    choices = _by_letter(said, answers, LETTERS)
    kind, right = _marked(reading, place, question, shares, said)
    return (kind, right) if right and said.agrees(reading, place, choices) else None


def _shares(reading: Reading, place: str, answers: Sequence[Element]) -> list[float] | None:
    shares = []
    for answer in answers:
        try:
            shares.append(float(answer.get("fraction", "0")))
        except ValueError:
            text = gettext_noop(
                "“%(value)s” is no number. Write 100 for the right choice and 0 for others."
            )
            reading.refuse(place, "fraction", text, value=answer.get("fraction", "")[:40])
            return None
    return shares


def _marked(
    reading: Reading, place: str, question: Element, shares: Sequence[float], said: SaidUnits
) -> KindAndRight:
    """Kind and letters of the right choices; no letters after noting what is wrong."""
    marked = [number for number, share in enumerate(shares) if share > 0]
    if said.marks:
        letters = reading.marked_letters(place, "answer", marked, len(shares))
        return QuestionKind.SPOTS.value, letters
    if (question.findtext("single") or "true").strip().lower() in ("true", "1"):
        letter = reading.right_letter(place, "answer", marked, len(shares))
        return QuestionKind.SINGLE.value, letter
    return QuestionKind.MULTI.value, _several(reading, place, marked, shares)


def _several(reading: Reading, place: str, marked: Sequence[int], shares: Sequence[float]) -> str:
    given = [shares[at] for at in marked]
    if len(marked) == 1:
        text = gettext_noop("Several choices may be right in this question. Allow only one.")
        reading.refuse(place, "single", text)
        return ""
    if given and (max(given) - min(given) > NEARLY or abs(sum(given) - 100) > NEARLY):
        reading.refuse(place, "fraction", UNEQUAL_SHARES)
        return ""
    if any(share < 0 and abs(share + given[0]) > NEARLY for share in shares if given):
        text = gettext_noop("How many points a wrong choice takes is not read: here all count.")
        reading.remark(place, "fraction", text)
    return reading.right_letters(place, "answer", marked, len(shares))


def _rows(
    reading: Reading, place: str, question: Element, tags: dict[str, str], said: SaidUnits
) -> KindAndRight | None:
    rows = [(_said(row), _said(row.find("answer"))) for row in question.findall("subquestion")]
    found = SortedRows(rows, tags)
    if not found.fits(reading, place, "answer"):
        return None
    said.units |= found.units
    return QuestionKind.SORT.value, found.right


def _steps(
    reading: Reading, place: str, question: Element, tags: dict[str, str], said: SaidUnits
) -> KindAndRight | None:
    answers = question.findall("answer")
    if (question.findtext("selecttype") or "").strip().upper() in SOME:
        text = gettext_noop("Only some of the steps are shown. Have all of them shown.")
        reading.refuse(place, "answer", text)
        return None
    if not reading.lettered(place, "answer", len(answers)):
        return None
    letters = names_in(tags, STEPS, LETTERS[: len(answers)])
    said.units |= _by_letter(said, answers, letters)
    return QuestionKind.ORDER.value, letters


def _by_letter(said: SaidUnits, answers: Sequence[Element], letters: str) -> dict[Unit, Said]:
    """The words of the answers, whose feedback is kept apart."""
    pairs = list(zip(letters, answers, strict=False))
    said.feedback = {("choices", letter): _said(one.find("feedback")) for letter, one in pairs}
    return {("choices", letter): _said(answer) for letter, answer in pairs}


ANSWERS = {MULTICHOICE: _choices, MATCHING: _rows, ORDERING: _steps}


def _said(element: Element | None) -> Said:
    text = "" if element is None else element.findtext("text") or ""
    if element is not None and element.get("format") in PLAIN:
        return {"": clean(text)}
    return texts_of(text)[0]


def _files(question: Element) -> dict[str, bytes]:
    """The pictures beside the text, by their names; of others nothing is read."""
    found = {}
    for file in question.findall("questiontext/file"):
        if size_of(file.get("name", "")) and file.get("encoding") == "base64":
            with suppress(ValueError):
                found[file.get("name", "")] = b64decode(file.text or "")
    return found


def _remark(reading: Reading, question: Element, place: str) -> None:
    shown = [question.findtext("questiontext/text") or ""]
    answers = (*question.findall("answer"), *question.findall("subquestion"))
    shown += [answer.findtext("text") or "" for answer in answers]
    others = any(size_of(file.get("name", "")) is None for file in question.iter("file"))
    if others or any(texts_of(one)[1] for one in shown):
        text = gettext_noop("The picture is not read: only scenes of our own have pictures.")
        reading.remark(place, "image", text)
    if any(clean(one.findtext("feedback/text") or "") for one in question.findall("answer")):
        reading.remark(place, "feedback", EXPLAINED)
