"""What the spreadsheets of other quiz programs share: a header to look for, choices by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from intake.phrases import Phrase, gettext_noop
from quizbank.formats.item import BadFile, FileQuestion, Reading, make_text
from quizbank.formats.places import CHOICE_NUMBER, ROW
from quizbank.rules.right_answers import LETTERS

# Templates have titles and instructions above the header, but not more rows than these.
HEADER_WITHIN = 30
MOST_ROWS = 5_000

type Row = Sequence[str]
type Cell = str | int
# A write-only sheet of openpyxl and its cells, of which its types know little.
type Page = Any


def numbered(
    rows: Sequence[Row], columns: Mapping[str, str]
) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows below the header with their number and their cells by name; blank ones are left out.

    ``columns`` gives the beginning of each header in small letters. Raises ``BadFile``.
    """
    if len(rows) > MOST_ROWS:
        raise BadFile(
            gettext_noop("The file has more than %(most)d rows. Split it."), most=MOST_ROWS
        )
    at, places = _header(rows, columns)
    for number, row in enumerate(rows[at + 1 :], start=at + 2):
        cells = {name: row[i] if i < len(row) else "" for name, i in places.items()}
        if any(cells.values()):
            yield number, dict.fromkeys(columns, "") | cells


def _header(rows: Sequence[Row], columns: Mapping[str, str]) -> tuple[int, dict[str, int]]:
    needed = [name for name in columns if name in ("question", "choice 1", "choice 2", "right")]
    for at, row in enumerate(rows[:HEADER_WITHIN]):
        heads = [" ".join(cell.lower().split()) for cell in row]
        places = {
            name: next(i for i, head in enumerate(heads) if head.startswith(begin))
            for name, begin in columns.items()
            if any(head.startswith(begin) for head in heads)
        }
        if all(name in places for name in needed):
            return at, places
    text = gettext_noop(
        "No row names the columns. One of the first %(within)d has to begin: %(names)s."
    )
    raise BadFile(text, within=HEADER_WITHIN, names=", ".join(columns[name] for name in needed))


def add(reading: Reading, number: int, cells: Mapping[str, str], language: str) -> None:
    """Take over a row whose choices have numbers, or note why not."""
    place = Phrase(ROW, number=number)
    named = [name for name in cells if name.startswith("choice ")]
    choices = [cells[name] for name in named]
    while choices and not choices[-1]:
        choices.pop()
    if not all(choices):
        empty = Phrase(CHOICE_NUMBER, number=choices.index("") + 1)
        reading.refuse(
            place, empty, gettext_noop("This cell is empty, but a later choice is not. Move it up.")
        )
        return
    if (marked := _numbers(cells["right"])) is None:
        text = gettext_noop(
            "“%(value)s” is no number of a choice. Write the number of the right one, such as 2."
        )
        reading.refuse(place, "right choice", text, value=cells["right"][:40])
        return
    kind, right = reading.kind_and_right(place, "right choice", marked, len(choices))
    if right:
        words = make_text(cells["question"], choices, cells.get("explanation", ""))
        texts = {language: words}
        reading.items.append(FileQuestion(right=right, kind=kind, texts=texts, place=place))


def _numbers(cell: str) -> list[int] | None:
    parts = [part for part in re.split(r"[,;.\s]+", cell.strip()) if part]
    if not all(re.fullmatch(r"[0-9]{1,3}", part) for part in parts):
        return None
    return [int(part) - 1 for part in parts]


def numbers(item: FileQuestion) -> Cell:
    """The numbers of the right choices, as in ``1,3``."""
    marked = [LETTERS.index(letter) + 1 for letter in item.right]
    return marked[0] if len(marked) == 1 else ",".join(map(str, marked))


def workbook(rows: Sequence[Sequence[Cell]], *, header: int, widths: Sequence[int]) -> bytes:
    """An XLSX file of one sheet whose row ``header`` (from 1) names the columns; no formulas."""
    book = Workbook(write_only=True)
    page = book.create_sheet("Sheet1")
    for number, width in enumerate(widths):
        page.column_dimensions["ABCDEFGHIJKLMNOP"[number]].width = width
    page.freeze_panes = f"A{header + 1}"
    for number, row in enumerate(rows, start=1):
        page.append([_cell(page, value, bold=number == header) for value in row])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(page: Page, value: Cell, *, bold: bool) -> Page:
    cell = WriteOnlyCell(page, value)
    if isinstance(value, str):
        # openpyxl takes a text that begins with = for a formula, and #N/A for an error
        cell.data_type = "s"
        cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.font = Font(bold=bold)
    return cell
