"""A spreadsheet written row by row: memory does not grow with the rows, no text is a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO

from django.utils.timezone import is_aware, localtime
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31
# What openpyxl takes for a formula or an error value when a text begins with it.
TAKEN_FOR_MORE = ("=", "#")

type Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; ``rows`` may be an iterator and is read once."""

    title: str
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]


def write(sheets: Iterable[Sheet], stream: IO[bytes]) -> None:
    """Write sheets with a fixed header and a filter on every column."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _write_sheet(book, sheet)
    book.save(stream)


def _write_sheet(book: Workbook, sheet: Sheet) -> None:
    page = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "-", sheet.title)[:LONGEST_TITLE])
    page.freeze_panes = "A2"
    for number, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.append([_header(page, header) for header in sheet.headers])
    count = 1
    for row in sheet.rows:
        page.append([_cell(page, value) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headers))}{count}"


def _header(page: WriteOnlyWorksheet, text: str) -> Cell:
    cell = _text(page, _printable(text))
    cell.font = Font(bold=True)
    return cell


def _cell(page: WriteOnlyWorksheet, value: Value) -> object:
    if isinstance(value, str):
        clean = _printable(value)
        return _text(page, clean) if clean.startswith(TAKEN_FOR_MORE) else clean
    if isinstance(value, datetime) and is_aware(value):
        # A spreadsheet knows no time zones: it gets the wall clock of the country.
        return localtime(value).replace(tzinfo=None)
    return value


def _printable(text: str) -> str:
    """Without the control characters that a spreadsheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(page: WriteOnlyWorksheet, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell
