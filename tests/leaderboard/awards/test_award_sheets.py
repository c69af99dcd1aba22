"""The sheets of awards, opened again and compared row by row with what is stored."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from competition.aliases.actions import aliases_for
from competition.aliases.alias import text
from competition.models import Edition
from leaderboard.awards.actions.making_draws import draw
from leaderboard.exports.award_sheets import draw_sheet
from leaderboard.exports.report import Report
from leaderboard.models import Award, DrawOutcome, DrawPlan
from leaderboard.rules.lots import lot
from schools import clock
from schools.models import School, User
from tests.leaderboard.sealed import KNOWN, award, seal_now


@pytest.fixture
def book(reviewed: DrawPlan, first: User, superuser: User, plan: DrawPlan) -> Workbook:
    """Two first places in each country, parted by a draw, and one draw among all."""
    prizes = "A tablet\n=1+1"
    award(plan.edition, "rank", amount=2, reserves=1, share=False, prizes=prizes)
    award(plan.edition, "draw", amount=1, least=80)
    seal = seal_now(plan.edition, first, superuser)
    School.objects.update(name="@SUM(1+1)")
    draw(seal.edition, number="7", again="7", substitute=False, by=first, at=clock.now() + KNOWN)
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


def test_prizes_and_ties_and_reserves(book: Workbook) -> None:
    home = "Bosnia and Herzegovina"
    assert rows(book, "Prizes")[:2] == [
        ["The rank", "12–13", home, "A tablet", 1],
        ["The rank", "12–13", home, "=1+1", 1],
    ]
    ties = rows(book, "How places were decided")
    assert [(line[3], line[4]) for line in ties[:3]] == [(1, None), (2, None), (None, 1)]
    assert ties[1][7] == "drawn among equals"
    assert {line[8] for line in ties} == set(Award.objects.values_list("ticket", flat=True))


def test_draws_can_be_worked_out_from_their_sheet(book: Workbook) -> None:
    outcome, lines = DrawOutcome.objects.get(), rows(book, "Draws")
    named = {line[0]: line[5] for line in lines[:3]}
    seal, number, seed = outcome.seal.awards_sha256, "7", outcome.seal.seed
    assert named == {
        "Fingerprint of the seal (SHA-256)": seal,
        "Public number": number,
        "Seed": seed,
    }
    lots = lot(seal=seal, number=number, seed=seed)
    tickets = lines[3:]
    assert all(line[5] == lots(line[7], line[4]) for line in tickets)
    assert {(line[0], line[1], line[2]) for line in tickets} == {
        (f"The {kind}", "12–13", country)
        for kind in ("rank", "draw")
        for country in ("Bosnia and Herzegovina", "Croatia")
    }
    pools = {one["award"]: one for one in json.loads(outcome.seal.awards_body)["awards"]}
    assert len(tickets) == sum(len(one["pool"]) for one in pools.values())
    for key, pool in pools.items():
        of_it = [line for line in tickets if line[7] == key]
        mine = sorted((line[3] or 0, line[5], line[6]) for line in of_it)
        assert [line[2] for line in mine[: pool["take"]]] == [
            str(place) for place in range(1, pool["take"] + 1)
        ]


def test_the_sheet_of_draws_leaves_out_a_pool_that_is_not_told(
    reviewed: Edition, first: User, superuser: User, plan: DrawPlan
) -> None:
    award(reviewed, "draw", amount=1, least=80)
    Edition.objects.update(publishing_threshold=13)
    seal = seal_now(Edition.objects.get(), first, superuser)
    draw(seal.edition, number="7", again="7", substitute=False, by=first, at=clock.now() + KNOWN)
    told = [list(line) for line in draw_sheet(seal.edition).rows]
    assert {str(line[7])[-2:] for line in told[3:]} == {"BA"}
