"""The two kinds of sheet that are read: XLSX, and CSV as spreadsheets save it.

Every cell is read as text, and nothing is ever calculated.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from itertools import zip_longest
from zipfile import BadZipFile, ZipFile

from msgspec import Struct
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from base.intake import letters
from base.intake.file_refusal import RefusedFile
from base.intake.phrases import gettext_noop
from base.intake.signs import unquoted

MEBIBYTE = 1024 * 1024
# 20,000 rows of long names in 60 columns stay below it.
MOST_UNPACKED = 60 * MEBIBYTE
MOST_ROWS, MOST_COLUMNS = 20_000, 60
PACKED = b"PK\x03\x04"
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DELIMITERS = ";,\t"
UNREADABLE = gettext_noop(
    "This file cannot be read. Open it in a spreadsheet program and save it again as XLSX or as "
    "“CSV UTF-8”."
)
TOO_WIDE = {
    "csv": gettext_noop(
        "Row %(number)d has more cells than the first row names columns. "
        "Put a text that contains the separator in quotation marks."
    ),
    "xlsx": gettext_noop(
        "Row %(number)d has more cells than the first row names columns. The first row has to name "
        "all columns: delete titles above it, and cells beside the table."
    ),
}
BARE_FORMULA = gettext_noop(
    "A formula without a value stands in: %(cells)s. Write the value there instead of the formula."
)
# Cells that are what they show. Others are texts, or formulas of many kinds.
PLAIN = (int, float, datetime, date, time, timedelta, type(None))

type Cells = tuple[object, ...]


class ReadTable(Struct, frozen=True):
    """The first row in small letters, and the others, each as long; row 2 is ``rows[0]``."""

    headers: list[str]
    rows: list[list[str]]


def table(content: bytes, kind: str = "") -> ReadTable:
    """The first sheet of a file of a ``kind`` (``xlsx``, ``csv``), or of that which it begins like.

    Raises ``RefusedFile`` with the remedy for its reader.
    """
    try:
        return _table(rows(content, kind), too_wide=TOO_WIDE[_kind(content, kind)])
    except (RefusedFile, MemoryError):
        raise
    except Exception as error:
        raise RefusedFile(UNREADABLE) from error


def rows(content: bytes, kind: str = "") -> Iterator[list[str]]:
    """Every row from the first on."""
    return _of_workbook(content) if _kind(content, kind) == "xlsx" else _of_text(content)


def _kind(content: bytes, kind: str) -> str:
    return kind or ("xlsx" if content.startswith(PACKED) else "csv")


def refuse_bombs(content: bytes) -> None:
    """Raise ``RefusedFile`` for a workbook that would fill the memory.

    What an entry says of its size binds: nobody unpacks more of it than that.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
    except BadZipFile:
        return
    if size > MOST_UNPACKED:
        raise RefusedFile(
            gettext_noop(
                "This workbook is too large once unpacked. Copy the table into a new workbook."
            )
        )


def decoded(content: bytes) -> str:
    """The text of a CSV file; raises ``RefusedFile`` when no encoding fits."""
    text = letters.decoded(content)
    if text is None:
        raise RefusedFile(
            gettext_noop(
                "The letters of this file are not stored as UTF-8. Save it as “CSV UTF-8” or XLSX."
            )
        )
    return text


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    """Of the sheet that was open when the workbook was saved.

    A formula counts as the value it showed. One without a value is refused, with its cell: its text
    is not what somebody saw.
    """
    refuse_bombs(content)
    written = list(_cells(content, shown=False))
    if any(_may_be_formula(value) for row in written for value in row):
        values: Iterable[Cells] = _cells(content, shown=True)
    else:
        values = written
    for number, (shown, text) in enumerate(zip_longest(values, written, fillvalue=()), start=1):
        refuse_bare_formulas(number, shown, text)
        yield [_text(value) for value, _one in zip_longest(shown, text)]


def refuse_bare_formulas(number: int, shown: Cells, written: Cells, *, sheet: str = "") -> None:
    """Raise ``RefusedFile`` with the cells of a row that hold a formula and show nothing.

    A program wrote them, and no spreadsheet has calculated them yet.
    """
    bare = [
        f"{sheet}{get_column_letter(place)}{number}"
        for place, (value, one) in enumerate(zip_longest(shown, written), start=1)
        if value is None and one is not None
    ]
    if bare:
        raise RefusedFile(BARE_FORMULA, cells=", ".join(bare))


def _may_be_formula(value: object) -> bool:
    return value.startswith("=") if isinstance(value, str) else not isinstance(value, PLAIN)


def _cells(content: bytes, *, shown: bool) -> Iterator[Cells]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=shown)
    page = book.active
    if page is None:
        return
    # What a workbook says of its own size is not always true.
    page.reset_dimensions()
    yield from page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)


def _of_text(content: bytes) -> Iterator[list[str]]:
    """Comma, semicolon or tab: the first line tells which."""
    text = decoded(content)
    first, _end, rest = text.partition("\n")
    if first.lower().startswith("sep="):
        first, text = first.strip()[4:], rest
    delimiter = max(DELIMITERS, key=first.count)
    for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
        # As many as a workbook is read, and one more for who counts those that are too many.
        del row[MOST_COLUMNS + 1 :]
        yield [unquoted(_text(cell)) for cell in row]


def _table(found: Iterator[list[str]], *, too_wide: str) -> ReadTable:
    headers = _headers(next(found, []))
    width, blank = len(headers), 0
    made: list[list[str]] = []
    for number, row in enumerate(found, start=2):
        if number > MOST_ROWS + 1:
            text = gettext_noop("The file has more than %(most)d rows. Split it.")
            raise RefusedFile(text, most=MOST_ROWS)
        if not any(row):
            blank += 1
            continue
        if any(row[width:]):
            raise RefusedFile(too_wide, number=number)
        # Blank rows in between stay, so that a row keeps the number it has in the spreadsheet.
        made += [[""] * width for _blank in range(blank)]
        blank = 0
        made.append((row + [""] * width)[:width])
    return ReadTable(headers, made)


def _headers(row: list[str]) -> list[str]:
    headers = [cell.lower() for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise RefusedFile(gettext_noop("The first row is empty. It has to name the columns."))
    twice = sorted(name for name, times in Counter(headers).items() if name and times > 1)
    if twice:
        text = gettext_noop("The first row names a column twice: %(names)s.")
        raise RefusedFile(text, names=", ".join(twice))
    return headers


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return CONTROL.sub(" ", unicodedata.normalize("NFC", str(value))).strip()
