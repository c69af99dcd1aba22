"""The words of the sheets: no two columns of one name, and Serbian as its country says it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import translation
from openpyxl import load_workbook

from competition.models import Edition
from leaderboard.awards.queries.waiting_places import WaitingPlaces
from leaderboard.exports.award_sheets import prize_sheet, school_sheet, stage_sheet
from leaderboard.exports.report import Report, report_for
from leaderboard.models import AwardTerms
from schools import clock
from schools.models import Country, School
from schools.spreadsheets.workbook import Heading
from tests import cast


@pytest.mark.parametrize("language", settings.ENDONYMS)
def test_award_and_prize_are_two_columns_of_two_names(language: str) -> None:
    with translation.override(language):
        for sheet in (stage_sheet([], {}), prize_sheet([], []), school_sheet([])):
            assert len(set(sheet.headers)) == len(sheet.headers)


def test_what_waits_for_a_draw_stands_where_the_ceremony_calls_it() -> None:
    """The highest award at the end, though nobody holds it yet."""
    waiting = [
        WaitingPlaces(f"{award}/9-11/HR", f"award {award}", "9-11", "Croatia", 3, AwardTerms())
        for award in (2, 1)
    ]
    rows = stage_sheet([], {}, waiting, [1, 2]).rows
    headings = [row[0] for row in rows if isinstance(row[0], Heading)]
    assert headings == [f"award {award} · 9-11 · Croatia" for award in (2, 1)]


def test_a_country_by_itself_reads_its_own_serbian(reviewed: Edition, country: Country) -> None:
    """Whoever made the workbook: the page is handed on to the minister of that country."""
    report = report_for(cast.make_staff("coordinator"), reviewed, at=clock.now())
    assert share_in(report) == "удео (%)"
    alone = replace(report, schools=School.objects.filter(country=country))
    assert share_in(alone) == "удио (%)"


def share_in(report: Report) -> str:
    stream = io.BytesIO()
    with translation.override("en"):
        report.write_workbook(stream)
    book = load_workbook(io.BytesIO(stream.getvalue()))
    return str(book["Српски"]["E1"].value)
