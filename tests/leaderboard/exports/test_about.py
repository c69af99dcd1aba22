"""The explaining sheet of the workbook, compared with what is stored."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation
from openpyxl import load_workbook

from base import clock
from base.models import User
from competition.models import Attempt, Edition, Window
from leaderboard.exports.report import Report
from leaderboard.models import Seal
from schools.models import School, SchoolClass
from tests import cast


@pytest.fixture
def played(
    finished_attempt: Callable[..., Attempt], school_class: SchoolClass, edition: Edition
) -> Edition:
    """Three pupils; the windows are over, the edition is in review."""
    for card in school_class.cards.all():
        finished_attempt(card=card, choices="00000")
    ago = clock.now() - timedelta(minutes=1)
    Window.objects.update(opens_at=ago - timedelta(days=1), closes_at=ago)
    Edition.objects.update(state="review")
    return Edition.objects.get()


@pytest.fixture
def people(db: None) -> tuple[User, User]:
    return cast.make_staff("coordinator"), cast.make_superuser()


def sheet_of(report: Report, title: str) -> list[list[Any]]:
    stream = io.BytesIO()
    with translation.override("en"):
        report.write_workbook(stream)
    page = load_workbook(io.BytesIO(stream.getvalue()))[title]
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]


def whole(edition: Edition) -> Report:
    return Report(edition, School.objects.all(), "all", clock.now(), own=["BA"], leads=True)


def test_the_explaining_sheet_has_the_hashes_of_the_seal(
    played: Edition, people: tuple[User, User]
) -> None:
    about = {row[0]: row[1] for row in sheet_of(whole(played), "About")}
    assert "Sealed" not in about
    at = clock.now()
    Seal.objects.create(
        edition=played, proposed_by=people[0], proposed_at=at, confirmed_by=people[1],
        confirmed_at=at, sha256="a" * 64, rows=3, tickets_sha256="c" * 64,
        body="rank;alias\n1;\n2;\n",
    )  # fmt: skip
    about = {row[0]: row[1] for row in sheet_of(whole(played), "About")}
    assert about["SHA-256 of the public list"] == "a" * 64
    assert about["SHA-256 of the tickets"] == "c" * 64
    assert people[1].email in about["Sealed"] or people[1].name in about["Sealed"]
    rows = ("Rows of the public list", "Rows with those that boards hold back")
    assert [about.get(row) for row in rows] == [2, 3]
    others = sheet_of(Report(played, School.objects.all(), "all", at), "About")
    assert [dict(row[:2] for row in others).get(row) for row in rows] == [2, None]
    assert not any(one.email in str(others) for one in people)
