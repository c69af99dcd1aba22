"""Once the pupils of a year are deleted: what was true of it stays true, and nothing reads as if
nobody had come."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from base import clock
from base.models import MadeFile, User
from competition.models import Edition
from leaderboard.diplomas.actions import issue
from leaderboard.diplomas.queries import claims_in
from leaderboard.exports.workbooks import AcrossWorkbook, AreaWorkbook, Workbook
from leaderboard.forgetting.actions import forget_pupils
from leaderboard.insight.actions import publish_country
from leaderboard.made_files import FIGURES
from leaderboard.models import (
    IssuedDiploma,
    Winner,
    WinnersPlan,
)
from leaderboard.seals.actions import NotReopenedAnyMore, ask_to_reopen
from schools.models import Country, SchoolClass
from tests import cast
from tests.leaderboard.sealed import award, seal_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def archived(reviewed: Edition, country: Country, first: User, superuser: User) -> Edition:
    """Two countries, published and archived; the winners at home have their diplomas."""
    award(reviewed, "rank", amount=3)
    seal_now(reviewed, first, superuser)
    Edition.objects.update(state="published")
    edition, at = Edition.objects.get(), clock.now()
    for one in Country.objects.all():
        assert publish_country(edition, one, at=at)
    issue(edition, claims_in(edition, country, "winner"), by=first, at=at)
    dates = {"public_from": at, "names_until": at.date(), "started_at": at}
    WinnersPlan.objects.create(edition=edition, confirm_by=at.date(), **dates)
    Edition.objects.update(state="archived")
    SchoolClass.objects.update(school_year="2019/2020")
    return Edition.objects.get()


def delete(country: Country) -> None:
    forget_pupils(SchoolClass.objects.filter(school__country=country))


def told(client: Client, path: str) -> str:
    return " ".join(client.get(f"/en/{path}").content.decode().split())


def test_a_diploma_is_genuine_still_and_names_neither_pupil_nor_school(
    client: Client, archived: Edition, country: Country
) -> None:
    kept, other = IssuedDiploma.objects.select_related("winner__attempt")[:2]
    assert kept.winner
    assert other.winner
    label = SchoolClass.objects.get(entries__attempts=kept.winner.attempt).label
    gone = {"gone_at": clock.now(), "gone_why": "late"}
    Winner.objects.filter(pk=other.winner.pk).update(told_at=clock.now(), **gone)
    assert label in told(client, f"diploma/{kept.serial}/")
    delete(country)
    page = told(client, f"diploma/{kept.serial}/")
    assert "This diploma is genuine" in page
    assert "The rank, place 1" in page
    assert kept.winner.alias_name in page
    assert kept.school_name not in page
    assert f"{label}," not in page
    assert "does not have the award any more" in told(client, f"diploma/{other.serial}/")


def sheets(workbook: Workbook) -> dict[str, list[Any]]:
    with translation.override("en"):
        found = {name: list(map(tuple, sheet.lines())) for name, sheet in workbook.sheets().items()}
        return {**found, "about": workbook.sentences()}


def test_workbooks_leave_empty_what_they_cannot_count(
    archived: Edition, country: Country, first: User
) -> None:
    coordinator, at = first, clock.now()
    before = sheets(AcrossWorkbook(archived, coordinator, at))["countries"]
    delete(country)
    book = sheets(AreaWorkbook(archived, coordinator, at))
    rows = [row for row in book["schools"] if row[0] == str(country)]
    assert rows
    assert {row[6:11] for row in rows} == {(None,) * 5}
    across = sheets(AcrossWorkbook(archived, coordinator, at))
    for about in (book["about"], across["about"]):
        [line] = [line for line in about if "were deleted" in line]
        assert str(country) in line
    assert any(f"Counted in full: {other_than(country)}." in line for line in across["about"])
    then, now = (first_of(table, country) for table in (before, across["countries"]))
    assert (then[2], now[2]) == ("in full", "as published")
    assert now[3:7] == then[3:7]


def other_than(country: Country) -> str:
    return ", ".join(str(one) for one in Country.objects.exclude(pk=country.pk))


def first_of(table: list[tuple[Any, ...]], country: Country) -> tuple[Any, ...]:
    return next(row for row in table if row[0] == str(country))


def test_the_table_by_region_does_not_say_that_nobody_came(
    client: Client, archived: Edition, country: Country
) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    there = f"staff/schools/regions/{archived.slug}/"
    assert "have played" in told(client, there)
    delete(country)
    page = told(client, there)
    assert "have been deleted since" in page
    assert "have played" not in page


def test_figures_are_not_worked_out_from_nothing_and_no_list_is_reopened(
    client: Client, archived: Edition, country: Country, first: User
) -> None:
    then = clock.now()
    made = MadeFile.objects.create(kind=FIGURES, about=archived.pk, asked_at=then, finished_at=then)
    made.pieces.create(number=0, body=b'{"divisions": []}')
    delete(country)
    client.force_login(first)
    assert "stay as they were worked out last" in told(client, "staff/editions/2027/figures/")
    client.post("/en/staff/editions/2027/figures/make/")
    assert MadeFile.objects.get() == made
    with pytest.raises(NotReopenedAnyMore):
        ask_to_reopen(archived, reason="card", why="A slip.", by=first, at=clock.now())


def test_diplomas_of_a_deleted_year_are_not_made_anew_of_nobody(
    client: Client, archived: Edition, country: Country
) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    there = f"staff/editions/{archived.slug}/diplomas/"
    assert 'value="winner"' in told(client, there)
    delete(country)
    said = told(client, there)
    assert "can still be checked by their serial" in said
    assert 'name="kind"' not in said
    data = {"kind": "winner", "country": country.pk}
    address = reverse("leaderboard:make_diplomas", args=[archived.slug])
    assert "can still be checked by their serial" in client.post(address, data, follow=True).text
    assert not MadeFile.objects.exists()
