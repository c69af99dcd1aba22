"""Files of the worst kind: small to send, long to read."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = (
    '<?xml version="1.0"?><worksheet xmlns='
    '"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
# Just below the 60 MB that are unpacked.
ROWS, CELLS = 14_500, 1_000


def endless() -> bytes:
    """A workbook of 14 million empty cells, in a tenth of a megabyte."""
    return with_sheet(
        f"{HEAD}{('<row>' + '<c/>' * CELLS + '</row>') * ROWS}</sheetData></worksheet>"
    )


def with_sheet(markup: str) -> bytes:
    """A workbook whose sheet says this."""
    whole, stream = BytesIO(), BytesIO()
    Workbook().save(whole)
    with ZipFile(whole) as given, ZipFile(stream, "w", ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(name, markup if name == SHEET else given.read(name))
    return stream.getvalue()
