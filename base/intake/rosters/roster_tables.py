"""The sheets of a file of any kind that holds a class list, every cell as text."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from html.parser import HTMLParser
from io import BytesIO, StringIO

from msgspec import Struct, field
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from base.intake import letters
from base.intake.file_refusal import RefusedFile
from base.intake.phrases import gettext_noop
from base.intake.sheets import CONTROL, PACKED, UNREADABLE, refuse_bare_formulas, refuse_bombs
from base.intake.signs import unquoted

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_CELL = 2_000, 60, 40, 200
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(rb"\s*(?:<!doctype html|<html|<table|<meta|<head)", re.IGNORECASE)
# What comes along from web pages and PDF files: soft hyphens, joiners, spaces without width, marks
# of direction. Nobody sees it, and a name with it is none.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What people of the region write beside the letters of their own language.
_NEIGHBOURS = set("čćđšžČĆĐŠŽáéíóúöüőűÁÉÍÓÚÖÜŐŰäëÄËß") | set(letters.SIGNS)
UNKNOWN_LETTERS = gettext_noop(
    "The letters of this file are not known here. Save it as “CSV UTF-8” or XLSX, or copy the list "
    "and paste it."
)


class RosterTable(Struct):
    """A sheet: its rows from the first on; hidden rows count from 1, hidden columns from 0."""

    sheet: str
    rows: list[list[str]]
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False


def tables(content: bytes) -> list[RosterTable]:
    """Every sheet, whatever the file is called. Raises ``RefusedFile`` with the remedy."""
    try:
        return list(_tables(content))
    except (RefusedFile, MemoryError, KeyboardInterrupt, SystemExit):
        raise
    # A library in another language tells its own mistakes as what is no ``Exception``.
    except BaseException as error:
        raise RefusedFile(UNREADABLE) from error


def _tables(content: bytes) -> Iterator[RosterTable]:
    if content.startswith(PACKED):
        refuse_bombs(content)
        is_workbook = b"xl/workbook.xml" in content and b"xl/workbook.bin" not in content
        return _of_xlsx(content) if is_workbook else _of_calamine(content)
    if content.startswith(OLD_WORKBOOK):
        return _of_calamine(content)
    if _HTML.match(content.removeprefix(b"\xef\xbb\xbf")[:2000]):
        return _of_html(text_of(content))
    return iter([RosterTable("", _of_text(text_of(content)))])


# ------------------------------------------------------------------ workbooks


def _of_xlsx(content: bytes) -> Iterator[RosterTable]:
    book = load_workbook(BytesIO(content), data_only=True)
    written = load_workbook(BytesIO(content))
    for page, formulas in zip(book.worksheets[:MOST_SHEETS], written.worksheets, strict=False):
        if page.sheet_state == "visible":
            _refuse_bare_formulas(page, formulas, named=len(book.worksheets) > 1)
        rows, columns = page.row_dimensions, page.column_dimensions
        hidden = {
            place
            for one in columns.values()
            if one.hidden
            for place in range((one.min or 1) - 1, min(one.max or 1, MOST_COLUMNS))
        }
        yield RosterTable(
            page.title,
            _cut(_worksheet_rows(page)),
            {number for number, one in rows.items() if one.hidden},
            hidden,
            hidden=page.sheet_state != "visible",
        )


def _refuse_bare_formulas(page: Worksheet, formulas: Worksheet, *, named: bool) -> None:
    rows = zip(_worksheet_rows(page), _worksheet_rows(formulas), strict=True)
    for number, (shown, written) in enumerate(rows, start=1):
        sheet = f"{page.title}!" if named else ""
        refuse_bare_formulas(number, tuple(shown), tuple(written), sheet=sheet)


def _worksheet_rows(page: Worksheet) -> Iterator[Iterable[object]]:
    most_row, most_column = min(page.max_row, MOST_ROWS + 1), min(page.max_column, MOST_COLUMNS)
    return page.iter_rows(max_row=most_row, max_col=most_column, values_only=True)


def _of_calamine(content: bytes) -> Iterator[RosterTable]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    for about in book.sheets_metadata[:MOST_SHEETS]:
        page = book.get_sheet_by_name(about.name)
        yield RosterTable(
            about.name,
            _cut(_calamine_rows(page)),
            hidden=about.visible != SheetVisibleEnum.Visible,
        )


def _calamine_rows(page: CalamineSheet) -> Iterable[Iterable[object]]:
    return page.to_python(skip_empty_area=False, nrows=MOST_ROWS + 1)


# ------------------------------------------------------------------ texts


def text_of(content: bytes) -> str:
    """The text of a file in any of the encodings in use here. Raises ``RefusedFile``."""
    for encoding, empty in (("utf-16-le", 1), ("utf-16-be", 0)):
        start = content[:400]
        if (
            content[:2] not in (b"\xff\xfe", b"\xfe\xff")
            and start[empty::2].count(0) > len(start) / 4
        ):
            return content.decode(encoding, errors="replace")
    text = letters.decoded(content)
    text = _neighbours(content) if text is None else text
    if text is None or "\0" in text:
        raise RefusedFile(UNKNOWN_LETTERS)
    return text


def _neighbours(content: bytes) -> str | None:
    text = content.decode("cp1250", errors="replace")
    return text if {sign for sign in text if not sign.isascii()} <= _NEIGHBOURS else None


def _of_text(text: str) -> list[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first = lines[0].strip().lower() if lines else ""
    told = first[4:5] if first.startswith("sep=") else ""
    lines = lines[1:] if told else lines
    delimiter = told or _delimiter(lines)
    if not delimiter:
        return _cut([line] for line in lines)
    return _cut(csv.reader(StringIO("\n".join(lines), newline=""), delimiter=delimiter))


def _delimiter(lines: Sequence[str]) -> str:
    """What parts the cells of most lines; empty where each is one cell."""
    used = [line for line in lines[:60] if line.strip()]
    counts = {sign: sum(sign in line for line in used) for sign in ("\t", ";", ",")}
    best = max(counts, key=lambda sign: counts[sign])
    return best if used and counts[best] * 2 >= len(used) else ""


def _of_html(text: str) -> Iterator[RosterTable]:
    """A web page that calls itself a workbook, as programs of schools export them."""
    parser = _HtmlRows()
    parser.feed(text)
    return iter([RosterTable("", _cut(parser.rows))])


class _HtmlRows(HTMLParser):
    """The rows of all tables of a page, one below the other."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A row or cell begins; a wide one is followed by empty ones."""
        if tag == "tr" or (tag == "table" and self.rows):
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            span = str(dict(attrs).get("colspan") or "1")
            wide = int(span) if span.isdecimal() and len(span) < 3 else 1
            self.rows[-1] += ["", *[""] * (wide - 1)]
            self._place, self._inside = len(self.rows[-1]) - wide, True

    def handle_endtag(self, tag: str) -> None:
        """A cell is over."""
        if tag in ("td", "th", "tr", "table"):
            self._inside = False

    def handle_data(self, data: str) -> None:
        """Text counts inside of a cell."""
        if self._inside:
            self.rows[-1][self._place] += data


# ------------------------------------------------------------------ cells


def _cut(found: Iterable[Iterable[object]]) -> list[list[str]]:
    rows = list[list[str]]()
    for row in found:
        if len(rows) == MOST_ROWS:
            text = gettext_noop("The file has more than %(most)d rows. Split it.")
            raise RefusedFile(text, most=MOST_ROWS)
        rows.append([_text(value) for value in list(row)[:MOST_COLUMNS]])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _text(value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime | date):
        return f"{value.day:02}.{value.month:02}.{value.year}."
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", str(value)[:MOST_CELL]))
    text = text.replace("\u00a0", " ")
    return " ".join(unquoted(CONTROL.sub(" ", text)).split())
