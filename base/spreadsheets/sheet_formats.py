"""The two kinds of sheet that the admin reads and writes: XLSX, and CSV as spreadsheets save it.

Nothing written is a formula; how they are read is told in ``base.intake.sheets``.
"""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from operator import itemgetter

from import_export.formats.base_formats import Format
from tablib import Dataset

from base.intake.signs import quoted
from base.spreadsheets import workbook
from base.spreadsheets.uploads import dataset_of

COLUMN_WIDTH = 24


class SheetFormat(Format):
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
        return dataset_of(in_stream, kind=self.title)


class Xlsx(SheetFormat):
    """A workbook."""

    title = "xlsx"
    content_type = workbook.MEDIA_TYPE

    def export_data(self, dataset: Dataset, **kwargs: object) -> bytes:
        """A workbook with one sheet."""
        columns = [
            workbook.Column(header, COLUMN_WIDTH, itemgetter(place))
            for place, header in enumerate(dataset.headers)
        ]
        stream = BytesIO()
        workbook.write([workbook.WorkbookSheet("1", columns, iter(dataset))], stream)
        return stream.getvalue()


class Csv(SheetFormat):
    """Comma, semicolon or tab; in any encoding that ``base.intake.letters`` knows."""

    title = "csv"
    content_type = "text/csv"

    def export_data(self, dataset: Dataset, **kwargs: object) -> bytes:
        """Semicolons and a mark, since the spreadsheets of this region expect both."""
        stream = StringIO(newline="")
        writer = csv.writer(stream, delimiter=";")
        writer.writerow(dataset.headers)
        writer.writerows([_plain(value) for value in row] for row in dataset)
        return stream.getvalue().encode("utf-8-sig")


FORMATS = [Xlsx, Csv]


def _plain(value: object) -> object:
    return quoted(value) if isinstance(value, str) else value
