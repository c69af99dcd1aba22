"""Spreadsheets written row by row: memory does not grow with the rows, no text is a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache, partial
from itertools import chain, repeat
from shutil import copyfileobj
from tempfile import TemporaryFile
from textwrap import wrap
from typing import IO, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.timezone import is_aware, localtime
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.compat import NUMERIC_TYPES, safe_string
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from base.intake.signs import quoted

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"
# Signs of a text are counted as Excel does: one beyond the first plane is two.
LONGEST_TITLE, LONGEST_TEXT = 31, 32_767
LETTERS = tuple(map(get_column_letter, range(1, 1025)))
# What XML cannot hold.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
A4 = 9
# Columns of so many characters together still read well on an upright page.
PORTRAIT = 100

# Every share with its decimal, also a round one; thousands are parted as the reader's program does.
GENERAL, DECIMAL, HUNDREDTHS, THOUSANDS = "General", "0.0", "0.00", "#,##0"
PARTED_FROM = 1000
MOMENT, DAY = "dd.mm.yyyy hh:mm", "dd.mm.yyyy"
# A line of large type is so much higher than its type, and its signs so much wider than those that
# a column's width counts, which are digits.
LINE, LARGE_WIDTH = 1.25, 1.1
# Beside the longest word of a header: room for bold type.
BOLD_ROOM = 2
# How a cell looks; a row in which a text is too long for its column has the second and the third.
PLAIN, TOP, WRAPPED, LARGE, HEADING = "", "top", "wrapped", "large", "heading"
# That of all cells without a style: a font without a name is another one on paper.
TYPEFACE, BODY_POINTS = "Calibri", 11
# So many different cells of a page are kept drawn: a few MiB, and every school of a country.
DRAWN = 16_384
# Rows are packed twice as fast as usual, and a tenth larger.
EFFORT = 3
PIECE = 256 * 1024
# A larger part needs the wide form of an archive, which not every program reads.
NARROW = 1 << 30
# A page that is bare yet has one line; programs that read row by row believe it.
DIMENSION = re.compile(rb"<dimension [^>]*/>")

type Value = str | int | float | bool | date | datetime | None
# A cell as XML, from its value and how it looks.
type Draw = Callable[[Value, str], str]


class Heading(str):
    """A row above a part of a sheet: it stands out, and reaches over the cells beside it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Column[Row]:
    """One column of a sheet: its header, how wide it is, and its value of a row; what is not
    ``printed`` is for the screen, and stands behind what is."""

    header: str
    width: int
    value: Callable[[Row], Value]
    printed: bool = True

    @property
    def wide(self) -> int:
        """As wide as it has to be: no word of its header is broken."""
        return max(self.width, max(map(len, self.header.split()), default=0) + BOLD_ROOM)


@dataclass(frozen=True, slots=True)
class WorkbookSheet[Row]:
    """One sheet; ``rows`` may be an iterator and is read once. ``points``: the size of its type,
    where it is to be read from afar."""

    title: str
    columns: Sequence[Column[Row]]
    rows: Iterable[Row | Heading]
    points: int = 0

    @property
    def widths(self) -> list[int]:
        """Of its columns."""
        return [column.wide for column in self.columns]

    @property
    def on_paper(self) -> int:
        """How many columns are printed."""
        return sum(column.printed for column in self.columns)

    def lines(self) -> Iterator[Sequence[Value]]:
        """The cells of each row."""
        values = [column.value for column in self.columns]
        for row in self.rows:
            yield [row] if isinstance(row, Heading) else [value(row) for value in values]


def write(sheets: Iterable[WorkbookSheet[Any]], stream: IO[bytes]) -> None:
    """Write sheets with a fixed header and a filter on every column, each ready for A4.

    openpyxl makes the book and its pages; their rows, which are the most of it, are made here and
    put in at the end: its own way takes six times as long.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    with ExitStack() as files:
        bodies: dict[Worksheet, IO[bytes]] = {}
        for sheet in sheets:
            page = _page(book, sheet)
            bodies[page] = files.enter_context(TemporaryFile())
            count = _fill(page, sheet, bodies[page])
            if len(sheet.columns) > 1 and not sheet.points:
                page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{count}"
        _save(book, bodies, stream)


def write_csv(sheet: WorkbookSheet[Any], stream: IO[bytes]) -> None:
    """Write a sheet as Excel opens it in Europe.

    UTF-8 with its mark, semicolons. A text that would be taken for a formula gets an
    apostrophe (``base.intake.signs``).
    """
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text, delimiter=";")
    lines.writerow([_plain(column.header) for column in sheet.columns])
    lines.writerows([_plain(value) for value in row] for row in sheet.lines())
    text.detach()


def _save(book: Workbook, bodies: Mapping[Worksheet, IO[bytes]], stream: IO[bytes]) -> None:
    """Write the book as openpyxl makes it, with the rows below the header of each page."""
    bare = io.BytesIO()
    book.save(bare)
    rows = {page.path.lstrip("/"): body for page, body in bodies.items()}
    with ZipFile(bare) as made, ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=EFFORT) as kept:
        for name in made.namelist():
            if name in rows:
                _put(kept, name, made.read(name), rows[name])
            else:
                kept.writestr(name, made.read(name))


def _put(archive: ZipFile, name: str, page: bytes, rows: IO[bytes]) -> None:
    """A page with its rows between its header and its end."""
    before, end, after = DIMENSION.sub(b"", page).partition(b"</sheetData>")
    with archive.open(name, "w", force_zip64=rows.tell() > NARROW) as part:
        part.write(before)
        rows.seek(0)
        copyfileobj(rows, part, PIECE)
        part.write(end + after)


def _page(book: Workbook, sheet: WorkbookSheet[Any]) -> Worksheet:
    page: Worksheet = book.create_sheet(_title(sheet.title))
    page.freeze_panes = "A2"
    for number, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
    printed = sum(sheet.widths[: sheet.on_paper])
    page.page_setup.paperSize = A4
    page.page_setup.orientation = "portrait" if printed <= PORTRAIT else "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    # A number at the right of its cell would run into the text beside it.
    page.print_options.gridLines = True
    # A new page has both parts, which the stubs do not know.
    page.oddFooter.left.text = "&A"  # type: ignore[union-attr]
    page.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]
    return page


def _title(text: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", "-", text)[:LONGEST_TITLE]


def _fill(page: Worksheet, sheet: WorkbookSheet[Any], body: IO[bytes]) -> int:
    """Write the header, and the rows as XML into ``body``; returns how many lines that is."""
    page.append([_header(page, column.header) for column in sheet.columns])
    # What is not printed stays on one line: it would only make rows higher.
    count, widths = 1, sheet.widths[: sheet.on_paper]
    # Most of what stands in cells stands in many: it is drawn once.
    style = cache(partial(_style, page, sheet.points))
    draw = lru_cache(DRAWN, typed=True)(partial(_drawn, style))
    for count, row in enumerate(sheet.lines(), start=2):
        looks = repeat(LARGE) if sheet.points else _looks(row, widths)
        height = _height(row, widths, sheet.points) if sheet.points else 0
        if sheet.points and len(row) == 1:
            page.merged_cells.add(CellRange(f"A{count}:{LETTERS[sheet.on_paper - 1]}{count}"))
        body.write(_line(count, zip(LETTERS, row, looks, strict=False), draw, height))
    page.print_area = f"A1:{get_column_letter(sheet.on_paper)}{count}"
    return count


def _height(row: Sequence[Value], widths: Sequence[int], points: int) -> int:
    """Of a row of large type, in points: programs do not all find it themselves."""
    signs = [max(int(width * BODY_POINTS / (points * LARGE_WIDTH)), 1) for width in widths]
    signs = signs if len(row) > 1 else [sum(signs)]
    lines = (len(wrap(str(value), most)) for value, most in zip(row, signs, strict=False) if value)
    return round(LINE * points * max(lines, default=1)) + points // 2


def _header(page: Worksheet, text: str) -> Cell:
    cell = WriteOnlyCell(page, _printable(text))
    cell.data_type = "s"
    cell.font = _font(bold=True)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _line(number: int, cells: Iterable[tuple[str, Value, str]], draw: Draw, height: int) -> bytes:
    drawn = [
        f'<c r="{letter}{number}"{draw(value, look)}'
        for letter, value, look in cells
        if value is not None
    ]
    high = f' ht="{height}" customHeight="1"' if height else ""
    return f'<row r="{number}"{high}>{"".join(drawn)}</row>'.encode()


def _looks(row: Sequence[Value], columns: Sequence[int]) -> Iterable[str]:
    """How each cell looks; where a text is longer than its column is wide, it goes on below."""
    long = [_is_long(value, width) for value, width in zip(row, columns, strict=False)]
    if True not in long:
        return repeat(PLAIN)
    return chain((WRAPPED if one else TOP for one in long), repeat(TOP))


def _is_long(value: Value, width: int) -> bool:
    return isinstance(value, str) and len(value) > width and not isinstance(value, Heading)


def _drawn(style: Callable[[str, str], str], value: Value, look: str) -> str:
    """All of a cell's XML behind its address."""
    styled = style(HEADING if isinstance(value, Heading) else look, _form(value))
    if isinstance(value, date):
        moment = _wall_clock(value) if isinstance(value, datetime) else value
        value = float(to_excel(moment))  # type: ignore[no-untyped-call]  # the stubs have none
    if not isinstance(value, NUMERIC_TYPES):
        said = f"><is>{_text(str(value))}</is></c>" if value else "/>"
        return f'{styled} t="inlineStr"{said}'
    kind = ' t="b"' if isinstance(value, bool) else ""
    return f"{styled}{kind}><v>{safe_string(value)}</v></c>"


def _text(value: str) -> str:
    """Never a formula: a program takes what stands in ``t`` as it is."""
    text = _printable(value).encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    spaces = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<t{spaces}>{escape(text)}</t>"


def _form(value: Value) -> str:
    """How a number or a moment is written; nothing where the program's own way does."""
    if isinstance(value, float):
        return DECIMAL
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= PARTED_FROM:
        return THOUSANDS
    if isinstance(value, datetime):
        return MOMENT
    return DAY if isinstance(value, date) else GENERAL


def _style(page: Worksheet, points: int, look: str, form: str) -> str:
    """The attribute by which a cell gets its look and form; openpyxl numbers them."""
    cell = WriteOnlyCell(page)
    cell.number_format = form
    if look:
        cell.font = _font(bold=look == HEADING, points=points or BODY_POINTS)
        left = "left" if look in (LARGE, HEADING) else None
        wraps = look in (LARGE, WRAPPED) or points > 0
        cell.alignment = Alignment(vertical="top", wrap_text=wraps, horizontal=left)
    return f' s="{cell.style_id}"' if cell.style_id else ""


def _font(*, bold: bool, points: int = BODY_POINTS) -> Font:
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
    return UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
