"""What stands in a file of questions, whatever its format, as rows of our sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intake.phrases import Phrase, gettext_noop
from intake.scene_pictures import CleanPicture
from intake.sheets import PACKED
from quizbank.exchange.brought_pictures import brought
from quizbank.exchange.completing import Missing, Placed, Refused, agreeing, filled
from quizbank.exchange.files import read, sheet_pictures, sheet_rows
from quizbank.exchange.sheet import EVERY
from quizbank.formats.catalogue import MOST_TEXTS, Format
from quizbank.formats.item import BadFile, FileFault
from quizbank.formats.places import FILE
from quizbank.formats.scene_cells import named_in


@dataclass(frozen=True, slots=True)
class FileRows:
    """What a file gave: its rows with their places, and the columns it has."""

    placed: Placed
    headers: Sequence[str]
    refused: Refused
    notes: list[FileFault]
    # Those that are not in the bank yet, by the name they will have.
    pictures: Mapping[str, CleanPicture] = field(default_factory=dict)


def rows_of(format_: Format, content: bytes, missing: Missing) -> FileRows:
    """What stands in a file; asks the bank for pictures at most. Raises ``BadFile``."""
    if format_.name == "sheet":
        placed, dataset = sheet_rows(content)
        _refuse_many(len(placed))
        named = named_in(row.get("scene", "") for _place, row in placed)
        sent = sheet_pictures(content) if named and content.startswith(PACKED) else {}
        seen = brought(placed, sent)
        headers = dataset.headers or []
        return FileRows(seen.placed, headers, seen.refused, _unread(headers, placed), seen.new)
    reading = read(format_, content, language=missing.language)
    _refuse_many(sum(len(item.texts) for item in reading.items))
    rows = filled(reading, missing, pair=format_.languages == "pair")
    refused: Refused = [("", fault) for fault in reading.faults]
    seen = brought(agreeing(rows, refused), reading.pictures)
    return FileRows(seen.placed, EVERY, [*refused, *seen.refused], reading.notes, seen.new)


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
