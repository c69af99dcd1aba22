"""The results workbook, opened again and compared row by row."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from base.spreadsheets.workbook import Column, Heading, Value, WorkbookSheet, write
from competition.aliases.actions import aliases_for
from competition.aliases.alias import text
from competition.models import Attempt, Result
from leaderboard.exports.sheets import own_standings, result_sheet
from leaderboard.results.queries import boards_of
from schools.models import School, SchoolClass

HEADERS = [
    "country",
    "ages",
    "rank",
    "alias",
    "points",
    "points possible",
    "minutes",
    "class",
    "school",
    "town",
    "what decided",
    "wrong",
    "hard questions",
    "tie-break questions",
    "card",
    "teachers",
    "region",
]
HOSTILE = [
    '=HYPERLINK("http://x","y")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "#N/A",
    "\x01bell",
    "\ufffe",
    "00123",
    "<f>1+1</f> & ]]>",
    "\tat both ends ",
]


def pages_of(body: bytes) -> list[Worksheet]:
    return list(load_workbook(io.BytesIO(body)))


def sheet(
    title: str, headers: list[str], widths: list[int], rows: list[Any], points: int = 0
) -> WorkbookSheet[Any]:
    """A sheet whose rows have their cells in order."""
    columns = [
        Column(header, width, itemgetter(place))
        for place, (header, width) in enumerate(zip(headers, widths, strict=True))
    ]
    return WorkbookSheet(title, columns, rows, points)


def reopened(sheets: list[WorkbookSheet[Any]]) -> list[Worksheet]:
    stream = io.BytesIO()
    write(sheets, stream)
    return pages_of(stream.getvalue())


def values(page: Worksheet) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in page.iter_rows()]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_becomes_a_formula_or_an_error(hostile: str) -> None:
    (page,) = reopened([sheet("x", [hostile], [10], [[hostile]])])
    kept = re.sub("[\x01\ufffe]", "\N{REPLACEMENT CHARACTER}", hostile)
    assert [(cell.value, cell.data_type) for (cell,) in page.iter_rows()] == [(kept, "s")] * 2


def test_numbers_and_dates_keep_their_type() -> None:
    row: list[Any] = [7, 0.5, date(2027, 2, 9), datetime(2027, 2, 9, 8, 30), None, "7"]  # noqa: DTZ001
    (page,) = reopened([sheet("x", list("abcdef"), [10] * 6, [row])])
    assert [cell.data_type for cell in page[2]] == ["n", "n", "d", "d", "n", "s"]
    assert [cell.value for cell in page[2]][3:] == [datetime(2027, 2, 9, 8, 30), None, "7"]  # noqa: DTZ001


def test_the_header_stays_and_every_column_can_be_filtered() -> None:
    (page,) = reopened([sheet("BA 9/11: a", ["a", "b"], [12, 30], [[1, 2], [3, 4]])])
    assert (page.title, page.freeze_panes, page.auto_filter.ref) == ("BA 9-11- a", "A2", "A1:B3")
    assert [page.column_dimensions[letter].width for letter in "AB"] == [12, 30]
    assert page["A1"].font.bold is True


def test_nothing_is_cut_off() -> None:
    headers, long = ["pupils", "unbreakableword"], "a text that needs three lines"
    rows = [[0.25, "short"], [1234, long], Heading(long)]
    (page,) = reopened([sheet("x", headers, [8, 10], rows)])
    assert [page.column_dimensions[letter].width for letter in "AB"] == [8, 17]
    cells = {cell.coordinate: cell for row in page["A2:B4"] for cell in row}
    assert (cells["A2"].number_format, cells["A3"].number_format) == ("0.0", "#,##0")
    wrapped = [where for where, cell in cells.items() if cell.alignment.wrap_text]
    assert (wrapped, cells["A3"].alignment.vertical) == (["B3"], "top")
    assert (page.print_options.gridLines, page.print_title_rows) == (True, "$1:$1")


def test_large_type_fits_the_page_and_no_row_is_cut() -> None:
    """Rows say how high they are, and columns of A4 are not made smaller."""
    long = "Osnovna škola Safvet-beg Bašagić, Novi Grad Sarajevo"
    rows = [Heading("The rank"), [1, "Ana"], [2, long]]
    (page,) = reopened([sheet("x", ["place", "school"], [9, 46], rows, points=28)])
    heights = [page.row_dimensions[number].height for number in (2, 3, 4)]
    assert heights[0] == heights[1] >= 28 * 1.2
    assert heights[2] >= 3 * 28 * 1.2
    assert {cell.font.sz for row in page["A2:B4"] for cell in row if cell.value} == {28}
    assert [str(merged) for merged in page.merged_cells.ranges] == ["A2:B2"]


@pytest.fixture
def three(finished_attempt: Callable[..., Attempt], school_class: SchoolClass) -> list[Attempt]:
    """Second and third share all but points of hard questions; the first has no alias yet."""
    made = [finished_attempt(card=card, choices="00000") for card in school_class.cards.all()]
    for attempt, (score, hard) in zip(made, [(3, 1), (3, 0), (5, 1)], strict=True):
        Result.objects.filter(attempt=attempt).update(score=score, wrong=1, hard=hard, tie_break=2)
    School.objects.update(name='=cmd|" /C calc"!A0')
    return made


def test_every_row_is_what_stands_in_the_database(three: list[Attempt]) -> None:
    first, second, best = three
    given = aliases_for([one.card_id for one in three], edition=best.entry.edition)
    standings = own_standings(boards_of(Result.objects.all()), School.objects.all())
    (page,) = reopened([result_sheet(standings)])

    def line(attempt: Attempt, rank: int, score: int, hard: int, apart: Value = None) -> list[Any]:
        name, school = text(given[attempt.card_id], "en"), ['=cmd|" /C calc"!A0', "Sarajevo"]
        where = ["Bosnia and Herzegovina", "12–13"]
        here = [attempt.card.number, "Vesna", "Kanton Sarajevo"]
        return [*where, rank, name, score, 5, 1, "VII-2", *school, apart, 1, hard, 2, *here]

    assert values(page) == [
        HEADERS,
        line(best, 1, 5, 1),
        line(first, 2, 3, 1, "points: 5 there, 3 here"),
        line(second, 3, 3, 0, "hard questions: 1 there, 0 here"),
    ]
    assert {cell.data_type for cell in page["I"]} == {"s"}
    assert page.print_area == "'Results'!$A$1:$J$4"
