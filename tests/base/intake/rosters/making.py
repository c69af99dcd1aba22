"""Class lists as workbooks; those of ``files/`` look as teachers' own do, all names made up."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook

FILES = Path(__file__).parent / "files"
type Rows = Sequence[Sequence[object]]


def xlsx(
    sheets: dict[str, Rows],
    *,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden_columns: str = "",
    hidden_sheets: Sequence[str] = (),
) -> bytes:
    book, stream = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for part in merged:
            page.merge_cells(part)
        for number in hidden_rows:
            page.row_dimensions[number].hidden = True
        for letter in hidden_columns:
            page.column_dimensions[letter].hidden = True
        page.sheet_state = "hidden" if name in hidden_sheets else "visible"
    book.save(stream)
    return stream.getvalue()
