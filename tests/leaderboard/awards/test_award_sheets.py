"""Stage and winners in the workbook, compared row by row with what is stored."""

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
from leaderboard.exports.workbooks import AreaWorkbook
from leaderboard.models import Draw, Winner
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
        workbook = AreaWorkbook(seal.edition, first, clock.now())
        workbook.write("workbook", stream, told=bool)
    return load_workbook(io.BytesIO(stream.getvalue()))


def rows(book: Workbook, sheet: str) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=2)]


def stored(**where: Any) -> list[Winner]:  # noqa: ANN401 - of a filter
    return list(Winner.objects.filter(**where).order_by("rule__position", "country", "-place"))


def as_called(rows: list[Winner]) -> list[Winner]:
    """Country by country, the first award at the end."""
    return sorted(rows, key=lambda row: (row.country_id or "", -row.rule.position))


def alias(row: Winner) -> str:
    names = aliases_for([row.played.card_id], edition=row.played.entry.edition)
    return text(names[row.played.card_id], "en")


def test_winners_stand_in_the_order_of_the_ceremony(book: Workbook) -> None:
    """The last place first, and the first award at the end."""
    lines = rows(book, "Winners")
    expected = [
        (row.place, alias(row), {1: "A tablet", 2: "=1+1"}[row.place])
        if row.rule.kind == "rank"
        else (row.place, alias(row), None)
        for row in as_called(stored(place__gt=0))
    ]
    assert [(line[4], line[5], line[10] or None) for line in lines] == expected
    assert list(dict.fromkeys((line[1], line[3]) for line in lines)) == [
        ("The draw", "Bosnia and Herzegovina"),
        ("The rank", "Bosnia and Herzegovina"),
        ("The draw", "Croatia"),
        ("The rank", "Croatia"),
    ]
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "inlineStr", "n", "d"}


def test_whoever_is_not_confirmed_is_not_on_stage(book: Workbook) -> None:
    assert rows(book, "Winners")
    assert rows(book, "Stage") == []
