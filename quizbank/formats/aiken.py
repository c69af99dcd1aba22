"""Aiken: what a teacher can type in any editor. One language, question and choices on one line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from intake.phrases import Phrase, gettext_noop
from quizbank.formats.item import FileQuestion, Reading, make_text, one_line
from quizbank.formats.places import LINE

MARKS = "ABCDEFGH"
_CHOICE = re.compile(r"^([A-Za-zА-Яа-яЂ-џ])[.)]\s+(.*)$")
_ANSWER = re.compile(
    r"^(?:ANSWER|ODGOVOR|TOČAN ODGOVOR|TAČAN ODGOVOR|ОДГОВОР|ТАЧАН ОДГОВОР)\s*:\s*(\S*)$",
    re.IGNORECASE,
)
# Cyrillic letters that look like Latin ones.
LOOKALIKES = str.maketrans("АВСЕН", "ABCEH")


@dataclass(slots=True)
class _AikenBlock:
    """Lines of one question: it ends with its answer, or where the next one begins."""

    line: int
    question: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    answer: str | None = None


def read(source: str, language: str) -> Reading:
    """The questions of a text; letters are read in either script."""
    reading = Reading()
    for block in _blocks(source):
        _take(reading, block, language)
    return reading


def write(items: Iterable[FileQuestion], language: str) -> str:
    """The questions in one language; line breaks become spaces."""
    return "\n".join(_written(item, language) for item in items)


def _written(item: FileQuestion, language: str) -> str:
    words = item.texts[language].words
    lines = [one_line(words.stem)]
    for mark, (_letter, choice) in zip(MARKS, sorted(words.choices.items()), strict=False):
        lines.append(f"{mark}. {one_line(choice)}")
    return "\n".join([*lines, f"ANSWER: {item.right.upper()}", ""])


def _blocks(source: str) -> Iterator[_AikenBlock]:
    block: _AikenBlock | None = None
    for number, line in enumerate(source.splitlines(), start=1):
        if not (line := line.strip()):
            continue
        block = block or _AikenBlock(number)
        answer, choice = _ANSWER.match(line), _CHOICE.match(line)
        if not block.question:
            block.question.append(line)
        elif answer:
            block.answer = answer[1]
            yield block
            block = None
        elif choice:
            block.choices.append((choice[1].upper(), choice[2]))
        elif block.choices:
            yield block
            block = _AikenBlock(number, [line])
        else:
            block.question.append(line)
    if block:
        yield block


def _take(reading: Reading, block: _AikenBlock, language: str) -> None:
    place = Phrase(LINE, number=block.line)
    if len(block.question) > 1:
        text = gettext_noop(
            "The question takes %(count)d lines. Write it on one, and choices as “A. …”."
        )
        reading.refuse(place, "question", text, count=len(block.question))
    elif block.answer is None:
        text = gettext_noop(
            "The last line of the question has to be “ANSWER: B” with the letter of a choice."
        )
        reading.refuse(place, "right choice", text)
    elif not block.choices:
        reading.refuse(
            place,
            "choices",
            gettext_noop("There are no choices. Write them as “A. …”, one a line."),
        )
    elif (at := _chosen(block)) is None:
        text = gettext_noop("There is no choice “%(value)s”.")
        reading.refuse(place, "right choice", text, value=block.answer[:40])
    elif right := reading.right_letter(place, "choices", [at], len(block.choices)):
        words = make_text(block.question[0], [choice for _mark, choice in block.choices])
        reading.items.append(FileQuestion(right=right, texts={language: words}, place=place))


def _chosen(block: _AikenBlock) -> int | None:
    """Which choice the answer means: its own letter first, then one that looks like it."""
    marks = [mark for mark, _choice in block.choices]
    answer = (block.answer or "").upper().rstrip(".)")
    if answer in marks:
        return marks.index(answer)
    folded = [mark.translate(LOOKALIKES) for mark in marks]
    answer = answer.translate(LOOKALIKES)
    return folded.index(answer) if answer in folded else None
