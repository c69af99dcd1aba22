"""The sheets people bring: the register, the teachers, the questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook


def write(file: Path, header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Path:
    """A workbook of one sheet, as somebody makes it by hand."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (header, *rows):
        sheet.append(list(row))
    book.save(file)
    return file
