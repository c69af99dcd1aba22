"""Formats and previews of files of questions, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from quizbank import sayings
from quizbank.exchange import Line, Preview
from quizbank.formats.catalogue import Format
from quizbank.languages import name_of
from quizbank.sayings import WHERE, Told

TITLES = {"sheet": gettext_lazy("Our sheet (Excel)")}
FOR = {
    "sheet": gettext_lazy(
        "One row for each question and language: to write, correct and complete questions in a "
        "spreadsheet program."
    ),
    "kahoot": gettext_lazy("The spreadsheet that Kahoot imports."),
    "quizizz": gettext_lazy("The spreadsheet that Quizizz, now Wayground, imports."),
    "moodle": gettext_lazy("For the questions of a Moodle site, all languages in one question."),
    "gift": gettext_lazy("A text file for Moodle that can be written in any editor."),
    "aiken": gettext_lazy("The simplest text file: question, choices, letter of the right one."),
    "qti21": gettext_lazy("For learning platforms that read QTI packages of version 2.1."),
    "qti30": gettext_lazy("For learning platforms that read QTI packages of version 3.0."),
    "xliff": gettext_lazy("For translators and their programs: one language beside another."),
}
HOLDS = {
    "one": gettext_lazy("one language in a file"),
    "all": gettext_lazy("all languages in a file"),
    "pair": gettext_lazy("one language and its translation in a file"),
}


@dataclass(frozen=True, slots=True)
class FormatWords:
    """A format as people choose it; ``lacks`` is empty where nothing is lost."""

    name: str
    title: str
    purpose: str
    languages: str
    lacks: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A text that is new or changes."""

    place: str
    id: str
    language: str
    columns: str


@dataclass(frozen=True, slots=True)
class ToldPreview:
    """What a file would do; ``seen`` is what the confirmation has to name."""

    new: list[ToldLine]
    changed: list[ToldLine]
    unchanged: int
    faults: list[Told]
    notes: list[Told]
    seen: str

    @property
    def may_be_stored(self) -> bool:
        """Whether there is something to store and nothing against it."""
        return bool(self.new or self.changed) and not self.faults


def words_of(format_: Format) -> FormatWords:
    """A format, what it is for and what it cannot hold."""
    return FormatWords(
        name=format_.name,
        title=str(TITLES.get(format_.name, format_.title)),
        purpose=str(FOR[format_.name]),
        languages=str(HOLDS[format_.languages]),
        lacks=_listed(sayings.lacking(format_)),
        is_ours=format_.name == "sheet",
    )


def told(found: Preview) -> ToldPreview:
    """A preview."""
    return ToldPreview(
        new=[_line(line) for line in found.new],
        changed=[_line(line) for line in found.changed],
        unchanged=found.unchanged,
        faults=[sayings.fault(one) for one in found.faults],
        notes=[sayings.fault(one) for one in found.notes],
        seen=found.bank,
    )


def _line(line: Line) -> ToldLine:
    columns = _listed(str(WHERE[name]) for name in line.columns)
    return ToldLine(sayings.say(line.place), line.id, name_of(line.language), columns)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
