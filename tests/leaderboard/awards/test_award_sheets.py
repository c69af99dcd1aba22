"""The sheets of awards, opened again and compared row by row with what is stored."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from base import clock
from base.models import User
from competition.aliases.actions import aliases_for
from competition.aliases.alias import text
from leaderboard.awards.actions import draw
from leaderboard.exports.report import Report
from leaderboard.models import Award, Draw
from schools.models import School
from tests.leaderboard.sealed import KNOWN, award, seal_now


@pytest.fixture
def book(reviewed: Draw, first: User, superuser: User, plan: Draw) -> Workbook:
    """Two first places in each country, parted by a draw, and one draw among all."""
    prizes = "A tablet\n=1+1"
    award(plan.edition, "rank", amount=2, reserves=1, share=False, prizes=prizes)
    award(plan.edition, "draw", amount=1, least=80)
    seal = seal_now(plan.edition, first, superuser)
    School.objects.update(name="@SUM(1+1)")
    draw(seal.edition, number="7", again="7", by=first, at=clock.now() + KNOWN)
    stream = io.BytesIO()
    with translation.override("en"):
        report = Report(seal.edition, School.objects.all(), "all", clock.now())
        report.write_workbook(stream)
    return load_workbook(io.BytesIO(stream.getvalue()))


def rows(book: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=2)]


def stored(**where: Any) -> list[Award]:  # noqa: ANN401 - of a filter
    return list(Award.objects.filter(**where).order_by("rule__position", "country", "-place"))


def as_called(rows: list[Award]) -> list[Award]:
    """Country by country, the first award at the end."""
    return sorted(rows, key=lambda row: (row.country_id or "", -row.rule.position))


def alias(row: Award) -> str:
    names = aliases_for([row.attempt.card_id], edition=row.attempt.entry.edition)
    return text(names[row.attempt.card_id], "en")


def test_the_stage_hears_the_last_place_first(book: Workbook) -> None:
    lines = rows(book, "Winners")
    called = [line for line in lines if line[0] and line[1]]
    expected = [
        (number, row.place, alias(row), {1: "A tablet", 2: "=1+1"}[row.place])
        if row.rule.kind == "rank"
        else (number, row.place, alias(row), None)
        for number, row in enumerate(as_called(stored(place__gt=0)), start=1)
    ]
    assert [(line[0], line[1], line[2], line[6] or None) for line in called] == expected
    headings = [line[0] for line in lines if line[0] and not line[1]]
    assert headings == [
        "The draw · 12–13 · Bosnia and Herzegovina",
        "The rank · 12–13 · Bosnia and Herzegovina",
        "The draw · 12–13 · Croatia",
        "The rank · 12–13 · Croatia",
    ]
    cells = [cell for row in book["Winners"].iter_rows(min_row=2) for cell in row if cell.value]
    assert {cell.font.sz for cell in cells} == {16}
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "d"}


def test_prizes(book: Workbook) -> None:
    home = "Bosnia and Herzegovina"
    assert rows(book, "Prizes")[:2] == [
        ["The rank", "12–13", home, "A tablet", 1],
        ["The rank", "12–13", home, "=1+1", 1],
    ]
