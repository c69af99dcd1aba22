"""One function says which text gets an apostrophe in a CSV file, whoever writes and reads it."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tablib import Dataset

from base.intake.signs import quoted, unquoted
from base.spreadsheets import workbook
from base.spreadsheets.sheet_formats import Csv

RISKY = [
    "=1+1",
    "+387 33 123",
    "-5",
    "@SUM(A1)",
    "|calc",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{FULLWIDTH PLUS SIGN}1",
    "\N{SMALL HYPHEN-MINUS}1",
    "\N{FULLWIDTH COMMERCIAL AT}x",
    " =1",
    "\N{NO-BREAK SPACE}=1",
    "\N{ZERO WIDTH SPACE}=1",
    "\ufeff=1",
    "\n=1",
    "\tx",
    "\rx",
]
HARMLESS = ["", " ", "OŠ 1+1=2", "a=b", "a|b", "'a", "5-6", "Škola „Vuk“", "１"]


@pytest.mark.parametrize("text", RISKY, ids=ascii)
def test_what_may_be_calculated_gets_an_apostrophe(text: str) -> None:
    assert quoted(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_everything_else_stays_as_it_is(text: str) -> None:
    assert (quoted(text), unquoted(text)) == (text, text)


@given(st.text(max_size=20) | st.text("'=+ \t", max_size=5))
def test_what_was_quoted_comes_back(text: str) -> None:
    assert unquoted(quoted(text)) == text


@pytest.mark.parametrize("text", RISKY, ids=ascii)
def test_both_writers_of_csv_files_quote_alike(text: str) -> None:
    stream = BytesIO()
    workbook.write_csv(workbook.WorkbookSheet("x", [workbook.Column(text, 9, str)], [text]), stream)
    told = [stream.getvalue(), Csv().export_data(Dataset((text,), headers=["name"]))]
    cells = [
        list(csv.reader(StringIO(one.decode("utf-8-sig"), newline=""), delimiter=";"))[-1]
        for one in told
    ]
    assert cells == [[f"'{text}"]] * 2
