"""Spreadsheets written row by row: memory does not grow with the rows, no text is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Any

from django.utils.timezone import is_aware, localtime
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from intake.signs import quoted

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
LONGEST_TITLE = 31
# What openpyxl takes for a formula or an error value when a text begins with it.
TAKEN_FOR_MORE = ("=", "#")
A4 = 9
# Columns of so many characters together still read well on an upright page.
PORTRAIT = 100

# Every share with its decimal, also a round one; thousands are parted as the reader's program does.
DECIMAL, THOUSANDS = "0.0", "#,##0"
PARTED_FROM = 1000

# A write-only sheet of openpyxl, most of whose attributes its types do not know.
type Page = Any
type Value = str | int | float | bool | date | datetime | None


class Heading(str):
    """A line above a part of a sheet: it stands out, and may reach over the cells beside it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet; ``rows`` may be an iterator and is read once. ``points``: the size of its type,
    where it is to be read from afar."""

    title: str
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]
    points: int = 0


def write(
    sheets: Iterable[WorkbookSheet], stream: IO[bytes], *, cover: WorkbookSheet | None = None
) -> None:
    """Write sheets with a fixed header and a filter on every column, each ready for A4.

    ``cover`` lies on top, but its rows are read last: they may speak of what the others held.
    """
    book = Workbook(write_only=True)
    top = _page(book, cover) if cover else None
    for sheet in sheets:
        page = _page(book, sheet)
        count = _fill(page, sheet)
        page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.headers))}{count}"
    if cover and top:
        _fill(top, cover)
    book.save(stream)


def write_csv(sheets: Iterable[WorkbookSheet], stream: IO[bytes]) -> None:
    """Write sheets of the same columns one below the other, as Excel opens them in Europe.

    UTF-8 with its mark, semicolons. A text that would be taken for a formula gets an
    apostrophe (``intake.signs``).
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";")
    for number, sheet in enumerate(sheets):
        if number == 0:
            lines.writerow([_plain(header) for header in sheet.headers])
        lines.writerows([_plain(value) for value in row] for row in sheet.rows)
    text.detach()


def _page(book: Workbook, sheet: WorkbookSheet) -> Page:
    page: Page = book.create_sheet(_title(sheet.title))
    page.freeze_panes = "A2"
    for number, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "portrait" if sum(sheet.widths) <= PORTRAIT else "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "&P / &N"
    return page


def _title(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", text)[:LONGEST_TITLE]


def _fill(page: Page, sheet: WorkbookSheet) -> int:
    """Write header and rows; returns how many lines that is."""
    page.append([_header(page, header) for header in sheet.headers])
    count = 1
    for row in sheet.rows:
        page.append([_sized(page, _cell(page, value), value, sheet.points) for value in row])
        count += 1
    page.print_area = f"A1:{get_column_letter(len(sheet.headers))}{count}"
    return count


def _header(page: Page, text: str) -> Cell:
    cell = _text(page, _printable(text))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Page, value: Value) -> object:
    if isinstance(value, str):
        clean = _printable(value)
        return _text(page, clean) if clean.startswith(TAKEN_FOR_MORE) else clean
    if isinstance(value, float):
        return _number(page, value, DECIMAL)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= PARTED_FROM:
        return _number(page, value, THOUSANDS)
    return _wall_clock(value)


def _sized(page: Page, cell: Any, value: Value, points: int) -> object:  # noqa: ANN401 - as _cell
    """The same in large type, and a heading in bold."""
    heading = isinstance(value, Heading)
    if value is None or not (points or heading):
        return cell
    sized = cell if isinstance(cell, Cell) else WriteOnlyCell(page, value=cell)
    sized.font = Font(bold=heading, size=points or None)
    sized.alignment = Alignment(wrap_text=not heading, vertical="top", horizontal="left")
    return sized


def _number(page: Page, value: float, form: str) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=value)
    cell.number_format = form
    return cell


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return quoted(_printable(value))
    if isinstance(value, float):
        # Where semicolons part the columns, commas part the decimals.
        return str(value).replace(".", ",")
    return _wall_clock(value)


def _wall_clock(value: Value) -> Value:
    """A spreadsheet knows no time zones: it gets the wall clock of the country."""
    if isinstance(value, datetime) and is_aware(value):
        return localtime(value).replace(tzinfo=None)
    return value


def _printable(text: str) -> str:
    """Without the control characters that a spreadsheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(page: Page, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell
