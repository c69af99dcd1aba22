"""The pictures of our sheet: a sheet of its own behind the questions, a row for each picture.

A cell holds 32,767 characters, and 20 KB are 27,308 of them.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

from openpyxl import load_workbook

from intake.picture_names import size_of
from intake.sheets import refuse_bombs

TITLE, HEADERS = "pictures", ("picture", "base64")
MOST_ROWS = 1_000


def with_pictures(workbook: bytes, pictures: Mapping[str, bytes]) -> bytes:
    """A workbook of questions and the pictures in their scenes; the same one without any."""
    if not pictures:
        return workbook
    book = load_workbook(BytesIO(workbook))
    page = book.create_sheet(TITLE)
    page.append(HEADERS)
    page.column_dimensions["A"].width = 90
    for name, content in sorted(pictures.items()):
        page.append((name, b64encode(content).decode()))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def pictures_in(workbook: bytes) -> dict[str, bytes]:
    """What the sheet of pictures holds, as it came; nothing where there is none."""
    refuse_bombs(workbook)
    book = load_workbook(BytesIO(workbook), read_only=True, data_only=True)
    if TITLE not in book.sheetnames:
        return {}
    page = book[TITLE]
    page.reset_dimensions()
    found = {}
    for name, content, *_more in page.iter_rows(
        min_row=2, max_row=MOST_ROWS, max_col=2, values_only=True
    ):
        if size_of(str(name)) is not None:
            with suppress(ValueError):
                found[str(name)] = b64decode(str(content))
    return found
