"""Faults and notes of files, said in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import pgettext_lazy

from base.intake.phrases import Phrase
from quizbank.checks.finding_messages import filled, say
from quizbank.exchange.sheet import EVERY, UNITS
from quizbank.formats.item import BadFile, FileFault
from quizbank.rules.unit_names import name_of_unit

# What of a question or a file is meant: columns of our sheet, and parts of XLIFF.
WHERE = {
    "columns": pgettext_lazy("part of a file", "columns"),
    "difficulty": pgettext_lazy("part of a file", "difficulty"),
    "division": pgettext_lazy("part of a file", "age group"),
    "explanation": pgettext_lazy("part of a file", "explanation"),
    "file": pgettext_lazy("part of a file", "file"),
    "id": pgettext_lazy("part of a file", "identifier"),
    "identifier": pgettext_lazy("part of a file", "identifier"),
    "kind": pgettext_lazy("part of a file", "question type"),
    "lang": pgettext_lazy("part of a file", "language"),
    "question": pgettext_lazy("part of a file", "question"),
    "right": pgettext_lazy("part of a file", "right choice"),
    "row": pgettext_lazy("part of a file", "row"),
    "scene": pgettext_lazy("part of a file", "scene"),
    "sensitive": pgettext_lazy("part of a file", "sensitive topic"),
    "source": pgettext_lazy("part of a file", "source text"),
    "target": pgettext_lazy("part of a file", "translation"),
    "topic": pgettext_lazy("part of a file", "topic"),
}


@dataclass(frozen=True, slots=True)
class ToldFault:
    """A fault in the reader's language; ``column`` is the sheet's own name, where it has one."""

    place: str
    where: str
    text: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.place}, {self.where}: {self.text}"


def fault(found: FileFault) -> ToldFault:
    """A fault or a note."""
    where = found.where
    named = say(where) if isinstance(where, Phrase) else column_name(where)
    column = where if where in EVERY else ""
    return ToldFault(say(found.place), named, filled(found.text, found.values), column)


def column_name(name: str) -> str:
    """What a column of our sheet, or a part of a file, is called."""
    if name not in WHERE and name in UNITS:
        return say(name_of_unit(UNITS[name]))
    return str(WHERE.get(name, name))


def bad_file(error: BadFile) -> str:
    """Why a file cannot be read at all."""
    return filled(error.text, error.values)
