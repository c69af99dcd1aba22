"""What formats and checks found, said in the reader's language: one function for each kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import localize
from django.utils.translation import gettext, pgettext_lazy

from quizbank.checks.catalogue import RULES
from quizbank.checks.items import Finding
from quizbank.formats.catalogue import Format
from quizbank.formats.item import BadFile, Fault
from quizbank.languages import name_of
from quizbank.marked import Phrase
from quizbank.sheet import COLUMNS

# What of a question or a file is meant: columns of our sheet, and parts of other formats.
WHERE = {
    "answer": pgettext_lazy("part of a file", "answer"),
    "answer_a": pgettext_lazy("part of a file", "choice a"),
    "answer_b": pgettext_lazy("part of a file", "choice b"),
    "answer_c": pgettext_lazy("part of a file", "choice c"),
    "answer_d": pgettext_lazy("part of a file", "choice d"),
    "category": pgettext_lazy("part of a file", "category"),
    "choices": pgettext_lazy("part of a file", "choices"),
    "columns": pgettext_lazy("part of a file", "columns"),
    "correct response": pgettext_lazy("part of a file", "right choice"),
    "difficulty": pgettext_lazy("part of a file", "difficulty"),
    "division": pgettext_lazy("part of a file", "age group"),
    "explanation": pgettext_lazy("part of a file", "explanation"),
    "feedback": pgettext_lazy("part of a file", "feedback"),
    "file": pgettext_lazy("part of a file", "file"),
    "fraction": pgettext_lazy("part of a file", "points"),
    "id": pgettext_lazy("part of a file", "identifier"),
    "identifier": pgettext_lazy("part of a file", "identifier"),
    "image": pgettext_lazy("part of a file", "picture"),
    "interaction": pgettext_lazy("part of a file", "question type"),
    "lang": pgettext_lazy("part of a file", "language"),
    "language": pgettext_lazy("part of a file", "language"),
    "question": pgettext_lazy("part of a file", "question"),
    "question type": pgettext_lazy("part of a file", "question type"),
    "right": pgettext_lazy("part of a file", "right choice"),
    "right choice": pgettext_lazy("part of a file", "right choice"),
    "row": pgettext_lazy("part of a file", "row"),
    "sensitive": pgettext_lazy("part of a file", "sensitive topic"),
    "single": pgettext_lazy("part of a file", "number of right choices"),
    "source": pgettext_lazy("part of a file", "source text"),
    "target": pgettext_lazy("part of a file", "translation"),
    "topic": pgettext_lazy("part of a file", "topic"),
}
# What a format cannot hold, by the names of ``formats.item.PARTS``.
PARTS = {
    "identifier": pgettext_lazy("cannot be held", "identifier"),
    "language": pgettext_lazy("cannot be held", "language"),
    "division": pgettext_lazy("cannot be held", "age group"),
    "topic": pgettext_lazy("cannot be held", "topic"),
    "difficulty": pgettext_lazy("cannot be held", "difficulty"),
    "sensitive": pgettext_lazy("cannot be held", "whether the topic is sensitive"),
    "explanation": pgettext_lazy("cannot be held", "explanation"),
    "line breaks": pgettext_lazy("cannot be held", "line breaks"),
}
SEVERITIES = {
    "error": pgettext_lazy("severity of a finding", "has to be mended"),
    "warning": pgettext_lazy("severity of a finding", "look again"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A fault in the reader's language; ``column`` is the sheet's own name, where it has one."""

    place: str
    where: str
    text: str
    column: str = ""

    def __str__(self) -> str:
        return f"{self.place}, {self.where}: {self.text}"


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding in the reader's language; ``asks`` is what the rule asks of every question."""

    question: str
    language: str
    severity: str
    asks: str
    text: str


def say(words: object) -> str:
    """``Phrase`` in the active language; anything else, such as a name, as it is."""
    return _filled(words.text, words.values) if isinstance(words, Phrase) else str(words)


def fault(found: Fault) -> Told:
    """A fault or a note."""
    where = found.where
    named = say(where) if isinstance(where, Phrase) else str(WHERE.get(where, where))
    column = where if where in COLUMNS else ""
    return Told(say(found.place), named, _filled(found.text, found.values), column)


def bad_file(error: BadFile) -> str:
    """Why a file cannot be read at all."""
    return _filled(error.text, error.values)


def finding(found: Finding) -> ToldFinding:
    """What a check says of a question."""
    rule = RULES[found.rule]
    return ToldFinding(
        say(found.question),
        name_of(found.language) if found.language else "",
        str(SEVERITIES[rule.severity]),
        gettext(rule.asks),
        say(found.message),
    )


def lacking(format_: Format) -> list[str]:
    """What a question loses in a format, in a fixed order."""
    return [str(PARTS[part]) for part in format_.lacks]


def _filled(text: str, values: Mapping[str, object]) -> str:
    return gettext(text) % {name: _value(name, value) for name, value in values.items()}


def _value(name: str, value: object) -> object:
    if name == "language":
        return name_of(str(value))
    if isinstance(value, float):
        return localize(value)
    return say(value) if isinstance(value, str) else value
