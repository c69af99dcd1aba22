"""The words of the sheets: no two columns of one name, and Serbian as its country says it."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from django.conf import settings
from django.utils import translation
from openpyxl import load_workbook

from competition.models import Edition
from leaderboard.exports.award_sheets import prize_sheet, school_sheet, stage_sheet
from leaderboard.exports.report import Report, report_for
from schools import clock
from schools.models import Country, School
from tests import cast


@pytest.mark.parametrize("language", settings.ENDONYMS)
def test_award_and_prize_are_two_columns_of_two_names(language: str) -> None:
    with translation.override(language):
        for sheet in (stage_sheet([], {}), prize_sheet([], []), school_sheet([])):
            assert len(set(sheet.headers)) == len(sheet.headers)


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
