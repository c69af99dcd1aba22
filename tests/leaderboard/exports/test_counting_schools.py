"""Which schools are in a total: the same for every reader of it, and after the seal for good."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.utils import translation

from base import clock
from base.models import User
from competition.models import Edition
from competition.participants.actions import merge_schools
from leaderboard.exports.queries import counts_by_region, school_rows
from leaderboard.exports.workbooks import AcrossWorkbook, AreaWorkbook
from leaderboard.insight.queries import counted
from leaderboard.models import CountedSchool
from leaderboard.results.actions import keep_register
from leaderboard.results.queries import (
    PUPILS,
    SCHOOLS,
    UNKNOWN,
    schools_that_count,
)
from schools.models import Country, School
from tests import cast
from tests.leaderboard import crowd
from tests.leaderboard.sealed import seal_now

TOLD = ("register_code", PUPILS, SCHOOLS, UNKNOWN)
type Totals = tuple[int | None, int | None]

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(reviewed: Edition, country: Country) -> Edition:
    """Beside four schools that played: one that is closed since, and three that did not."""
    region = country.regions.get()
    School.objects.filter(country=country).update(pupil_count=100)
    School.objects.filter(register_code="BA 0").update(closed_at=clock.now())
    for code, pupils in (("Open", 300), ("Closed", 500), ("Proposed", 700)):
        crowd.make_school(region, code, pupils=pupils)
    School.objects.filter(register_code="Closed").update(closed_at=clock.now())
    School.objects.filter(register_code="Proposed").update(proposed_at=clock.now())
    return reviewed


def of_ministry(edition: Edition, country: Country) -> Totals:
    facts = counted(edition, country).known.values()
    return sum(one.schools for one in facts), sum(one.pupils for one in facts)


def of_workbook(edition: Edition, country: Country) -> Totals:
    rows = list(school_rows(edition, School.objects.filter(country=country)))
    return len(rows), sum(row.pupils or 0 for row in rows)


def of_shares(edition: Edition, country: Country) -> list[float | None]:
    found = counts_by_region(edition, School.objects.filter(country=country)).values()
    return [one.finished_share for one in found]


def of_regions(edition: Edition, country: Country) -> Totals:
    found = counts_by_region(edition, School.objects.filter(country=country)).values()
    return sum(one.schools for one in found), sum(one.pupils for one in found)


READERS = (of_ministry, of_workbook, of_regions)


@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
def test_a_closed_school_counts_where_it_entered_and_after_the_seal_nothing_moves(
    read: Callable[[Edition, Country], Totals],
    register: Edition,
    country: Country,
    first: User,
    superuser: User,
) -> None:
    schools, pupils = read(register, country)
    assert schools == 5
    assert pupils == 4 * 100 + 300
    edition = seal_now(register, first, superuser).edition
    next_year(country)
    assert read(edition, country) == (schools, pupils)


def next_year(country: Country) -> None:
    """The next register: a new school, other numbers, one school gone, one unknown."""
    crowd.make_school(country.regions.get(), "New", pupils=900)
    School.objects.filter(country=country).update(pupil_count=250)
    School.objects.filter(register_code="BA 1").update(pupil_count=None)
    School.objects.filter(register_code="Open").update(closed_at=clock.now())
    School.objects.filter(register_code="Closed").update(closed_at=None)


def tables(edition: Edition, user: User) -> dict[str, list[Any]]:
    """Both workbooks of a reader, sheet by sheet."""
    found: dict[str, list[Any]] = {}
    with translation.override("en"):
        for kind in (AreaWorkbook, AcrossWorkbook):
            workbook = kind(edition, user, clock.now())
            sheets = workbook.sheets().items()
            found |= {f"{kind.__name__} {name}": list(sheet.lines()) for name, sheet in sheets}
            found[f"{kind.__name__} about"] = workbook.sentences()
    return found


def about(sheets: dict[str, list[Any]]) -> list[str]:
    return [
        next(line for line in sheets.pop(name) if "register of schools" in line)
        for name in [name for name in sheets if name.endswith("about")]
    ]


def test_the_workbooks_of_an_archived_edition_stay_as_they_were(
    register: Edition, country: Country, first: User, superuser: User
) -> None:
    organizer = cast.make_staff("organizer", country=country)
    before = tables(register, organizer)
    assert all("when this was made" in text for text in about(before))
    seal_now(register, first, superuser)
    Edition.objects.update(state="published")
    published = tables(Edition.objects.get(), organizer)
    assert all("when the list was sealed" in text for text in about(published))
    next_year(country)
    Edition.objects.update(state="archived")
    later = tables(Edition.objects.get(), organizer)
    about(later)
    moved = [name for name, rows in later.items() if rows != published[name]]
    assert moved == []


@pytest.mark.parametrize("known", [True, False])
def test_a_merge_after_the_seal_changes_no_total_of_it(
    register: Edition, country: Country, superuser: User, *, known: bool
) -> None:
    if not known:
        School.objects.filter(register_code="Open").update(pupil_count=None)
    keep_register(register)
    keep_register(register)
    readers = (of_ministry, of_regions, of_shares)
    before = [read(register, country) for read in readers]
    assert CountedSchool.objects.filter(school__country=country).count() == 5
    keep, gone = (School.objects.get(register_code=code) for code in ("BA 1", "Open"))
    merge_schools(keep, gone=gone, labels={}, pupil_count=100, by=superuser, at=clock.now())
    there = schools_that_count(register).filter(country=country)
    as_sealed = dict.fromkeys(("BA 0", "BA 2", "BA 3"), (100, 1, 0))
    found = {code: tuple(told) for code, *told in there.values_list(*TOLD)}
    assert found == as_sealed | {"BA 1": (400, 2, 0) if known else (100, 2, 1)}
    assert [read(register, country) for read in readers] == before
    # Of the one that stays as a whole nobody knows how many it has.
    [row] = [row for row in school_rows(register, there) if row.school.register_code == "BA 1"]
    assert row.pupils == (400 if known else None)


def codes(schools: Iterable[School]) -> set[str]:
    return {one.register_code for one in schools}


def test_without_an_edition_they_are_the_open_ones(register: Edition) -> None:
    assert "BA 0" in codes(schools_that_count(register))
    assert not {"BA 0", "Closed", "Proposed"} & codes(schools_that_count(None))
