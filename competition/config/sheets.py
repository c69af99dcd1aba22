"""The two kinds of sheet that the admin reads and writes: XLSX, and CSV as spreadsheets save it.

Every cell is read as text, nothing is ever calculated, and nothing written is a formula.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from io import BytesIO, StringIO
from itertools import zip_longest

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.formats.base_formats import Format
from openpyxl import load_workbook
from tablib import Dataset

from competition import workbook
from competition.config.letters import decoded
from competition.config.unpacking import refuse_bombs
from intake.signs import quoted, unquoted

MOST_ROWS, MOST_COLUMNS = 20_000, 60
COLUMN_WIDTH = 24
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
DELIMITERS = ";,\t"


class Sheet(Format):
    """What both kinds share; ``export_data`` gives bytes."""

    title = ""
    content_type = ""

    def __init__(self, encoding: str | None = None) -> None:
        """A file tells its encoding itself, whatever the library thinks."""

    def get_title(self) -> str:
        """What the form calls it; also its ending."""
        return self.title

    def get_extension(self) -> str:
        """The ending of a file."""
        return self.title

    def get_content_type(self) -> str:
        """The media type."""
        return self.content_type

    def can_import(self) -> bool:
        """Sheets are read."""
        return True

    def can_export(self) -> bool:
        """Sheets are written."""
        return True

    def create_dataset(self, in_stream: bytes) -> Dataset:
        """The first sheet as text. Raises ``ValidationError`` with the remedy for its reader."""
        try:
            return _dataset(self.rows(in_stream))
        except ValidationError:
            raise
        except Exception as error:
            raise ValidationError(
                _(
                    "This file cannot be read. Open it in a spreadsheet program and save it again "
                    "as XLSX or as “CSV UTF-8”."
                )
            ) from error

    def rows(self, content: bytes) -> Iterator[list[str]]:
        """Every row from the first on."""
        raise NotImplementedError


class Xlsx(Sheet):
    """A workbook; a formula counts as the value it showed, or as its own text if it has none."""

    title = "xlsx"
    content_type = workbook.MEDIA_TYPE

    def rows(self, content: bytes) -> Iterator[list[str]]:
        """The rows of the sheet that was open when the workbook was saved."""
        refuse_bombs(content)
        values, texts = _cells(content, shown=True), _cells(content, shown=False)
        for shown, written in zip_longest(values, texts):
            yield [
                _text(text if value is None else value)
                for value, text in zip_longest(shown or (), written or ())
            ]

    def export_data(self, dataset: Dataset, **kwargs: object) -> bytes:
        """A workbook with one sheet."""
        widths = [COLUMN_WIDTH] * len(dataset.headers)
        stream = BytesIO()
        workbook.write([workbook.Sheet("1", dataset.headers, widths, iter(dataset))], stream)
        return stream.getvalue()


class Csv(Sheet):
    """Comma, semicolon or tab; in any encoding that ``letters`` knows."""

    title = "csv"
    content_type = "text/csv"

    def rows(self, content: bytes) -> Iterator[list[str]]:
        """The records; the first line tells what separates cells."""
        text = decoded(content)
        first, _end, rest = text.partition("\n")
        if first.lower().startswith("sep="):
            first, text = first.strip()[4:], rest
        delimiter = max(DELIMITERS, key=first.count)
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            # As many as a workbook is read, and one more for who counts those that are too many.
            del row[MOST_COLUMNS + 1 :]
            yield [unquoted(_text(cell)) for cell in row]

    def export_data(self, dataset: Dataset, **kwargs: object) -> bytes:
        """Semicolons and a mark, since the spreadsheets of this region expect both."""
        stream = StringIO(newline="")
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(dataset.headers)
        writer.writerows([_plain(value) for value in row] for row in dataset)
        return stream.getvalue().encode("utf-8-sig")


FORMATS = [Xlsx, Csv]


def _cells(content: bytes, *, shown: bool) -> Iterator[tuple[object, ...]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=shown)
    page = book.active
    if page is None:
        return
    # What a workbook says of its own size is not always true.
    page.reset_dimensions()
    yield from page.iter_rows(max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS, values_only=True)


def _dataset(rows: Iterator[list[str]]) -> Dataset:
    headers = _headers(next(rows, []))
    dataset = Dataset(headers=headers)
    blank = 0
    for number, row in enumerate(rows, start=2):
        if number > MOST_ROWS + 1:
            raise ValidationError(_("The file has more than %d rows. Split it.") % MOST_ROWS)
        if not any(row):
            blank += 1
            continue
        if any(row[len(headers) :]):
            raise ValidationError(
                _(
                    "Row %d has more cells than the first row names columns. "
                    "Put a text that contains the separator in quotation marks."
                )
                % number
            )
        # Blank rows in between stay, so that a row keeps the number it has in the spreadsheet.
        for _blank in range(blank):
            dataset.append([""] * len(headers))
        blank = 0
        dataset.append((row + [""] * len(headers))[: len(headers)])
    return dataset


def _headers(row: list[str]) -> list[str]:
    headers = [cell.lower() for cell in row]
    while headers and not headers[-1]:
        headers.pop()
    if not headers:
        raise ValidationError(_("The first row is empty. It has to name the columns."))
    twice = sorted(name for name, times in Counter(headers).items() if name and times > 1)
    if twice:
        names = ", ".join(twice)
        raise ValidationError(_("The first row names a column twice: %s.") % names)
    return headers


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return CONTROL.sub(" ", unicodedata.normalize("NFC", str(value))).strip()


def _plain(value: object) -> object:
    return quoted(value) if isinstance(value, str) else value
