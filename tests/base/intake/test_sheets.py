"""Sheets read as text: both kinds, their first row, and rows that do not fit it."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from base.intake import sheets
from base.intake.file_refusal import RefusedFile
from base.intake.sheets import MOST_COLUMNS, MOST_ROWS, ReadTable, table


def workbook(*rows: list[Any]) -> bytes:
    """A file with one sheet."""
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_first_line_tells_what_separates_cells(separator: str) -> None:
    text = f"Code{separator}Name\n1{separator}OŠ  \n\n2{separator}\x07b\n"
    assert table(text.encode()) == ReadTable(["code", "name"], [["1", "OŠ"], ["", ""], ["2", "b"]])


def test_a_spreadsheet_may_name_its_separator_in_a_line_of_its_own() -> None:
    assert table(b"sep=;\na;b,c\n1;2,3") == ReadTable(["a", "b,c"], [["1", "2,3"]])


def test_cells_of_a_workbook_are_read_as_they_show() -> None:
    content = workbook(["Code", "n", "x", None], [1.0, True, 1.5], [None, "a"])
    assert table(content) == ReadTable(["code", "n", "x"], [["1", "1", "1.5"], ["", "a", ""]])


def test_a_formula_without_a_value_is_refused_with_its_cell() -> None:
    content = workbook(["a", "b"], ["x", "=1+1"], ['="Sum: "&SUM(1,2)', "=A2"])
    with pytest.raises(RefusedFile) as refusal:
        table(content)
    told = refusal.value.text % refusal.value.values
    assert "without a value stands in: B2." in told


def test_a_text_that_looks_like_a_formula_is_a_text() -> None:
    book, stream = Workbook(), BytesIO()
    assert book.active is not None
    book.active["A1"], book.active["A2"] = "a", "=1+1"
    book.active["A2"].data_type = "s"
    book.save(stream)
    assert table(stream.getvalue()).rows == [["=1+1"]]


def test_who_has_a_title_above_the_header_is_told_what_the_first_row_is_for() -> None:
    with pytest.raises(RefusedFile, match="first row has to name all columns"):
        table(workbook(["Our questions"], ["a", "b"]))
    with pytest.raises(RefusedFile, match="in quotation marks"):
        table(b"a,b\n1,2,3")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "first row is empty"),
        (b",,\n1,2,3", "first row is empty"),
        (b"a,b,A\n1,2,3", "twice: a"),
        (b"a,b\n1,2,3", "Row 2 has more cells"),
        (b'a,b\n"1,2', "cannot be read"),
        (b"PK\x03\x04 no workbook", "cannot be read"),
        (b"a\n" + b"1\n" * (MOST_ROWS + 1), "more than 20000 rows"),
        ("Zażółć".encode("cp1250"), "not stored as UTF-8"),
    ],
)
def test_what_does_not_fit_is_refused_with_the_remedy(content: bytes, why: str) -> None:
    with pytest.raises(RefusedFile, match=why):
        table(content)


def test_columns_beyond_the_most_are_not_kept() -> None:
    (row,) = sheets.rows(b"a," * (MOST_COLUMNS + 9))
    assert len(row) == MOST_COLUMNS + 1


def test_a_workbook_without_an_open_sheet_has_no_rows() -> None:
    """As some programs save it: only charts."""
    book, stream = Workbook(), BytesIO()
    book.remove(book.worksheets[0])
    book.create_chartsheet()
    book.save(stream)
    with pytest.raises(RefusedFile):
        table(stream.getvalue())


def rewritten(content: bytes, name: str, old: str, new: str) -> bytes:
    """A workbook as another program might have written it."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as one, ZipFile(stream, "w") as other:
        for entry in one.namelist():
            text = one.read(entry)
            if entry == name:
                assert re.search(old, text.decode())
                text = re.sub(old, new, text.decode()).encode()
            other.writestr(entry, text)
    return stream.getvalue()


def test_a_whole_number_is_written_without_a_point() -> None:
    content = workbook(["a"], [7])
    content = rewritten(content, "xl/worksheets/sheet1.xml", "<v>7</v>", "<v>7.0</v>")
    assert table(content).rows == [["7"]]
