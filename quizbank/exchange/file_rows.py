"""What stands in a file of questions as rows of our sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from base.intake.phrases import Phrase, gettext_noop
from quizbank.exchange.completing import Placed, Refused, filled
from quizbank.exchange.files import sheet_rows, translations
from quizbank.exchange.sheet import EVERY
from quizbank.formats.catalogue import MOST_TEXTS, Format
from quizbank.formats.item import BadFile, FileFault
from quizbank.formats.places import FILE


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file gave: its rows with their places, and the columns it has."""

    placed: Placed
    headers: Sequence[str]
    refused: Refused
    notes: list[FileFault]


def rows_of(format_: Format, content: bytes) -> FileRows:
    """What stands in a file. Raises ``BadFile``."""
    if format_.pair:
        reading = translations(content)
        _refuse_many(len(reading.items))
        rows = filled(reading)
        return FileRows(rows, EVERY, [("", fault) for fault in reading.faults], reading.notes)
    placed, dataset = sheet_rows(content)
    _refuse_many(len(placed))
    headers = dataset.headers or []
    return FileRows(placed, headers, [], _unread(headers, placed))


def _unread(headers: Sequence[str], placed: Placed) -> list[FileFault]:
    """The columns that are not those of our sheet: of a name that is misspelt nothing is read."""
    names = [name for name in headers if name and name not in EVERY]
    if not names or not placed:
        return []
    text = gettext_noop("Our sheet has no such column, so it is not read: %(names)s.")
    return [FileFault(Phrase(FILE), "columns", text, {"names": ", ".join(names)[:200]})]


def _refuse_many(texts: int) -> None:
    if texts > MOST_TEXTS:
        text = gettext_noop("The file has more than %(most)d texts. Split it.")
        raise BadFile(text, most=MOST_TEXTS)
