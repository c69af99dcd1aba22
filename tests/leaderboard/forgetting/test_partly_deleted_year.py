"""Some classes of a year are deleted and others are left: what is counted says that it is less."""

from __future__ import annotations

import pytest
from django.test import Client

from base import clock
from base.models import User
from competition.models import Edition
from leaderboard.exports.across_report import across_for
from leaderboard.exports.report import report_for
from leaderboard.forgetting.actions import forget_pupils
from leaderboard.results.queries.deleted_years import deleted_in, wholly_deleted
from leaderboard.seals.actions.correcting_seals import lay_correction_before
from leaderboard.seals.actions.noting_changes import ClassesDeleted
from schools.models import Country, SchoolClass
from tests import cast
from tests.leaderboard.forgetting.test_deleted_year import archived, delete, sheets

__all__ = ["archived"]

pytestmark = pytest.mark.django_db


def delete_one(country: Country) -> None:
    """The class of the first school alone."""
    first = SchoolClass.objects.filter(school__country=country).order_by("pk")[:1]
    forget_pupils(SchoolClass.objects.filter(pk__in=first.values("pk")))


def test_a_country_is_gone_only_when_no_class_is_left(archived: Edition, country: Country) -> None:
    delete_one(country)
    assert {code: gone.whole for code, gone in deleted_in(archived).items()} == {country.pk: False}
    assert wholly_deleted(archived) == set()
    delete(country)
    assert wholly_deleted(archived) == {country.pk}


def test_what_is_left_is_counted_with_that_word(
    client: Client, archived: Edition, country: Country
) -> None:
    client.force_login(cast.make_staff("organizer", country=country))
    there = f"staff/schools/regions/{archived.slug}/"
    delete_one(country)
    page = client.get(f"/en/{there}")
    total = page.context["total"]
    assert (total.entered, total.played, total.played_share) == (3, 3, None)
    assert "Some classes that took part have been deleted since" in page.text
    assert "have played" not in page.text
    table = client.get(f"/en/{there}csv/").getvalue().decode()
    header, *rows = table.splitlines()
    assert header.rstrip().endswith("classes deleted since")
    assert {row.rstrip().rpartition(";")[2] for row in rows if row} == {"yes"}


def test_workbooks_say_that_classes_are_gone_and_do_not_say_all(
    archived: Edition, country: Country, first: User
) -> None:
    delete_one(country)
    book = sheets(report_for(first, archived, at=clock.now()))
    counted = [row[8] for row in book["Participation"] if row[0] == str(country)]
    assert sorted(counted) == [0, 4, 4, 4]
    across = sheets(across_for(first, archived, at=clock.now()))
    for about in (book["About"], across["About"]):
        [line] = [row[1] for row in about if row[0] == "Deleted"]
        assert f"some classes of {country} were deleted" in line
    [row] = [row for row in across["Countries"] if row[:2] == (str(country), "all")]
    assert row[2] == "as published"


def test_a_list_of_which_a_class_is_gone_is_not_corrected(
    archived: Edition, country: Country, first: User
) -> None:
    delete_one(country)
    with pytest.raises(ClassesDeleted):
        lay_correction_before(archived, why="A slip.", by=first, at=clock.now())
