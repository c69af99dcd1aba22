"""Formats and previews of files of questions, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from quizbank.bank.differences import Piece, pieces
from quizbank.checks import finding_messages
from quizbank.exchange import fault_messages
from quizbank.exchange.fault_messages import ToldFault, column_name
from quizbank.exchange.sheet import UNITS
from quizbank.exchange.sheet_run import ImportPreview, TextLine
from quizbank.formats.catalogue import Format
from quizbank.languages.codes import name_of
from quizbank.workshop.queries.question_page import SourceChange

TITLES = {"sheet": gettext_lazy("Our sheet (Excel)")}
FOR = {
    "sheet": gettext_lazy(
        "One row for each question and language: to write, correct and complete questions in a "
        "spreadsheet program."
    ),
    "xliff": gettext_lazy("For translators and their programs: one language beside another."),
}
_YES, _NO = gettext_lazy("yes"), gettext_lazy("no")


@dataclass(frozen=True, slots=True)
class FormatWords:
    """A format as people choose it."""

    name: str
    title: str
    purpose: str
    is_ours: bool


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A text that is new or changes."""

    place: str
    id: str
    language: str
    columns: str
    # What its tick sends, whether it is set at first, and what it would overwrite.
    name: str
    ticked: bool
    approved: bool
    changes: list[SourceChange]
    lacks_explanation: bool
    # Whether others of its question hang on it that are approved.
    touches_approved: bool


@dataclass(frozen=True, slots=True)
class ToldPreview:
    """What a file in a format would do; ``seen`` is what the confirmation has to name.

    ``mendable``: whether our sheet can carry what has faults.
    """

    format: FormatWords
    new: list[ToldLine]
    changed: list[ToldLine]
    unchanged: int
    faults: list[ToldFault]
    notes: list[ToldFault]
    seen: str
    mendable: bool

    @property
    def may_be_stored(self) -> bool:
        """Whether there is something to store, whatever is wrong with the rest."""
        return bool(self.new or self.changed)

    @property
    def drafts(self) -> int:
        """How many texts come in without an explanation."""
        return sum(line.lacks_explanation for line in (*self.new, *self.changed))

    @property
    def approved(self) -> int:
        """How many texts would be overwritten that people have approved."""
        return sum(line.approved for line in self.changed)


def words_of(format_: Format) -> FormatWords:
    """A format, and what it is for."""
    return FormatWords(
        name=format_.name,
        title=str(TITLES.get(format_.name, format_.title)),
        purpose=str(FOR[format_.name]),
        is_ours=format_.name == "sheet",
    )


def told(found: ImportPreview, format_: Format) -> ToldPreview:
    """A preview."""
    ticked = found.taken_by_itself()
    return ToldPreview(
        format=words_of(format_),
        new=[_line(line, ticked) for line in found.new],
        changed=[_line(line, ticked) for line in found.changed],
        unchanged=found.unchanged,
        faults=[fault_messages.fault(one) for one in found.faults],
        notes=[fault_messages.fault(one) for one in found.notes],
        seen=found.bank,
        mendable=found.mendable,
    )


def _line(line: TextLine, ticked: Collection[str]) -> ToldLine:
    columns = _listed(column_name(name) for name in line.columns)
    return ToldLine(
        finding_messages.say(line.place),
        line.id,
        name_of(line.language),
        columns,
        line.name,
        line.name in ticked,
        line.approved,
        [_change(line, name) for name in line.columns],
        line.lacks_explanation,
        line.touches_approved,
    )


def _change(line: TextLine, name: str) -> SourceChange:
    before, after = (_cell(name, row.get(name, "")) for row in (line.before, line.after))
    if name in UNITS:
        return SourceChange(column_name(name), pieces(before, after))
    gone, new = Piece("gone", before), Piece("new", after)
    return SourceChange(column_name(name), [gone, Piece("same", " "), new] if before else [new])


def _cell(name: str, value: object) -> str:
    if name == "sensitive":
        return str(_YES if value else _NO)
    return str(value)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
