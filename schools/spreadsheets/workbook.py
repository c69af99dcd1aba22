"""Spreadsheets written row by row: memory does not grow with the rows, no text is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
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
MOMENT, DAY = "dd.mm.yyyy hh:mm", "dd.mm.yyyy"
# Beside the longest word of a header: room for bold type.
BOLD_ROOM = 2
# Cells of a row in which a text is too long for its column, and that text.
TOP, WRAPPED = "top", "wrapped"
# That of all cells without a style: a font without a name is another one on paper.
TYPEFACE, BODY_POINTS = "Calibri", 11

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
        book.add_named_style(NamedStyle(name, font=_font(), alignment=alignment))
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


class _Ink:
    """Makes the cells of one page; each combination of style and form is worked out once."""

    def __init__(self, page: Page) -> None:
        self.page, self._looks = page, dict[tuple[str, str], Any]()

    def cell(self, value: Any, *, style: str = "", form: str = "") -> Cell:  # noqa: ANN401 - as rows
        """A cell in a style of the book, numbers and dates in this form."""
        look = self._looks.get((style, form))
        if look is None:
            look = self._looks[style, form] = self._look(style or "Normal", form or "General")
        return Cell(self.page, row=1, column=1, value=value, style_array=look)

    def _look(self, style: str, form: str) -> Any:  # noqa: ANN401 - openpyxl's own
        cell = WriteOnlyCell(self.page)
        cell.style = style
        cell.number_format = form
        return cell._style  # type: ignore[attr-defined]  # the stubs leave it out


def _fill(page: Page, sheet: WorkbookSheet) -> int:
    """Write header and rows; returns how many lines that is."""
    ink = _Ink(page)
    page.append([_header(ink, header) for header in sheet.headers])
    # What is not printed stays on one line: it would only make rows higher.
    count, columns = 1, sheet.columns[: sheet.on_paper]
    for row in sheet.rows:
        page.append(_large(ink, row, sheet) if sheet.points else _fitted(ink, row, columns))
        count += 1
    page.print_area = f"A1:{get_column_letter(sheet.on_paper)}{count}"
    return count


def _fitted(ink: _Ink, row: Sequence[Value], columns: Sequence[int]) -> list[object]:
    """The cells of a row; where a text is longer than its column is wide, it goes on below."""
    long = [_is_long(value, width) for value, width in zip(row, columns, strict=False)]
    if True not in long:
        return [_cell(ink, value) for value in row]
    marked = zip_longest(row, long, fillvalue=False)
    return [_cell(ink, value, WRAPPED if one else TOP) for value, one in marked]


def _is_long(value: Value, width: int) -> bool:
    return isinstance(value, str) and len(value) > width and not isinstance(value, Heading)


def _large(ink: _Ink, row: Sequence[Value], sheet: WorkbookSheet) -> list[object]:
    return [_sized(ink, value, sheet.points) for value in row]


def _header(ink: _Ink, text: str) -> Cell:
    cell = _text(ink, _printable(text))
    cell.font = _font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _cell(ink: _Ink, value: Value, style: str = "") -> object:
    """A plain value where it needs neither a style nor a form of its own."""
    if isinstance(value, str):
        return _said(ink, value, style)
    form = _form(value)
    if value is None or not (style or form):
        return value
    return ink.cell(
        _wall_clock(value) if isinstance(value, datetime) else value, style=style, form=form
    )


def _said(ink: _Ink, value: str, style: str) -> object:
    if isinstance(value, Heading):
        return _sized(ink, value, 0)
    clean = _printable(value)
    return _text(ink, clean, style) if style or clean.startswith(TAKEN_FOR_MORE) else clean


def _form(value: Value) -> str:
    """How a number or a moment is written; nothing where the program's own way does."""
    if isinstance(value, float):
        return HUNDREDTHS if isinstance(value, Fine) else DECIMAL
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= PARTED_FROM:
        return THOUSANDS
    if isinstance(value, datetime):
        return MOMENT
    return DAY if isinstance(value, date) else ""


def _sized(ink: _Ink, value: Value, points: int) -> object:
    """The same in large type, and a heading in bold."""
    if value is None:
        return None
    heading = isinstance(value, Heading)
    cell = _text(ink, _printable(value)) if isinstance(value, str) else _cell(ink, value, TOP)
    assert isinstance(cell, Cell)  # noqa: S101 - it has a style
    cell.font = _font(bold=heading, points=points or BODY_POINTS)
    cell.alignment = Alignment(wrap_text=not heading, vertical="top", horizontal="left")
    return cell


def _font(*, bold: bool = False, points: int = BODY_POINTS) -> Font:
    return Font(name=TYPEFACE, bold=bold, size=points)


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


def _text(ink: _Ink, text: str, style: str = "") -> Cell:
    cell = ink.cell(text, style=style)
    cell.data_type = "s"
    return cell
