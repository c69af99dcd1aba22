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
from openpyxl.styles import Alignment, Font, NamedStyle
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
DECIMAL, HUNDREDTHS, THOUSANDS = "0.0", "0.00", "#,##0"
PARTED_FROM = 1000
MOMENT = "dd.mm.yyyy hh:mm"
# Beside the longest word of a header: room for bold type.
BOLD_ROOM = 2
# Cells of a row in which a text is too long for its column, and that text.
TOP, WRAPPED = "top", "wrapped"

# A write-only sheet of openpyxl, most of whose attributes its types do not know.
type Page = Any
type Value = str | int | float | bool | date | datetime | None


class Heading(str):
    """A line above a part of a sheet: it stands out, and may reach over the cells beside it."""

    __slots__ = ()


class Fine(float):
    """A number that says something only with two decimals, as a correlation does."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class WorkbookSheet:
    """One sheet; ``rows`` may be an iterator and is read once. ``points``: the size of its type,
    where it is to be read from afar. ``printed``: how many columns, from the first, come out on
    paper; the others are for the screen. 0 stands for all."""

    title: str
    headers: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Value]]
    points: int = 0
    printed: int = 0

    @property
    def columns(self) -> list[int]:
        """How wide each column is: no word of its header is broken."""
        longest = (max(map(len, header.split()), default=0) for header in self.headers)
        wide = [max(one, word + BOLD_ROOM) for one, word in zip(self.widths, longest, strict=False)]
        return [*wide, *self.widths[len(wide) :]]

    @property
    def on_paper(self) -> int:
        """How many columns are printed."""
        return self.printed or len(self.headers)


def write(
    sheets: Iterable[WorkbookSheet], stream: IO[bytes], *, cover: WorkbookSheet | None = None
) -> None:
    """Write sheets with a fixed header and a filter on every column, each ready for A4.

    ``cover`` lies on top, but its rows are read last: they may speak of what the others held.
    """
    book = Workbook(write_only=True)
    for name in (TOP, WRAPPED):
        alignment = Alignment(vertical="top", wrap_text=name == WRAPPED)
        book.add_named_style(NamedStyle(name, alignment=alignment))
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
    for number, width in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    printed = sum(sheet.columns[: sheet.on_paper])
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "portrait" if printed <= PORTRAIT else "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    # A number at the right of its cell would run into the text beside it.
    page.print_options.gridLines = True
    page.oddFooter.left.text = "&A"
    page.oddFooter.right.text = "&P / &N"
    return page


def _title(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", text)[:LONGEST_TITLE]


def _fill(page: Page, sheet: WorkbookSheet) -> int:
    """Write header and rows; returns how many lines that is."""
    page.append([_header(page, header) for header in sheet.headers])
    count, columns = 1, sheet.columns
    for row in sheet.rows:
        page.append(_large(page, row, sheet) if sheet.points else _fitted(page, row, columns))
        count += 1
    page.print_area = f"A1:{get_column_letter(sheet.on_paper)}{count}"
    return count


def _fitted(page: Page, row: Sequence[Value], columns: Sequence[int]) -> list[object]:
    """The cells of a row; where a text is longer than its column is wide, it goes on below."""
    cells = [_cell(page, value) for value in row]
    long = [
        isinstance(value, str) and not isinstance(value, Heading) and len(value) > width
        for value, width in zip(row, columns, strict=False)
    ]
    if not any(long):
        return cells
    marked = zip(cells, [WRAPPED if one else TOP for one in long], strict=False)
    return [_styled(page, cell, style) for cell, style in marked]


def _styled(page: Page, cell: Any, style: str) -> object:  # noqa: ANN401 - as _cell
    """The same in a style of the book, its own form of numbers kept."""
    if cell is None:
        return None
    own = cell if isinstance(cell, Cell) else WriteOnlyCell(page, value=cell)
    form = own.number_format
    own.style = style
    own.number_format = form
    return own


def _large(page: Page, row: Sequence[Value], sheet: WorkbookSheet) -> list[object]:
    return [_sized(page, _cell(page, value), value, sheet.points) for value in row]


def _header(page: Page, text: str) -> Cell:
    cell = _text(page, _printable(text))
    cell.font = Font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(page: Page, value: Value) -> object:
    if isinstance(value, str):
        clean = _printable(value)
        cell = _text(page, clean) if clean.startswith(TAKEN_FOR_MORE) else clean
        return _sized(page, cell, value, 0) if isinstance(value, Heading) else cell
    if isinstance(value, float):
        return _number(page, value, HUNDREDTHS if isinstance(value, Fine) else DECIMAL)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= PARTED_FROM:
        return _number(page, value, THOUSANDS)
    if isinstance(value, datetime):
        return _number(page, _wall_clock(value), MOMENT)
    return value


def _sized(page: Page, cell: Any, value: Value, points: int) -> object:  # noqa: ANN401 - as _cell
    """The same in large type, and a heading in bold."""
    heading = isinstance(value, Heading)
    if value is None or not (points or heading):
        return cell
    sized = cell if isinstance(cell, Cell) else WriteOnlyCell(page, value=cell)
    sized.font = Font(bold=heading, size=points or None)
    sized.alignment = Alignment(wrap_text=not heading, vertical="top", horizontal="left")
    return sized


def _number(page: Page, value: float | datetime, form: str) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=value)
    cell.number_format = form
    return cell


def _plain(value: Value) -> object:
    if isinstance(value, str):
        return quoted(_printable(value))
    if isinstance(value, float):
        # Where semicolons part the columns, commas part the decimals.
        return str(value).replace(".", ",")
    return _wall_clock(value) if isinstance(value, datetime) else value


def _wall_clock(moment: datetime) -> datetime:
    """A spreadsheet knows no time zones: it gets the wall clock of the country."""
    return localtime(moment).replace(tzinfo=None) if is_aware(moment) else moment


def _printable(text: str) -> str:
    """Without the control characters that a spreadsheet cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)


def _text(page: Page, text: str) -> Cell:
    cell: Cell = WriteOnlyCell(page, value=text)
    cell.data_type = "s"
    return cell
