"""What was told of two schools stands with the one that stays, and what of one goes with it."""

from __future__ import annotations

import pytest

from competition.models import Edition
from competition.participants.actions import merge_schools
from leaderboard.boards.actions.figures import publish_figures
from leaderboard.boards.queries.due_boards import LONGEST_REST
from leaderboard.models import Tally
from schools import clock
from schools.models import Region, School, User
from tests.leaderboard import crowd
from tests.leaderboard.crowd import rows, school

pytestmark = pytest.mark.django_db


def merge(keep: School, gone: School, by: User) -> None:
    merge_schools(keep, gone=gone, labels={}, pupil_count=keep.pupil_count, by=by, at=clock.now())


def test_what_was_told_of_both_is_added_up(
    edition: Edition, region: Region, superuser: User
) -> None:
    keep, gone = school(region, "A", pupils=100), school(region, "B", pupils=50)
    crowd.play(keep, edition, "VII-1", pupils=10, score=5)
    crowd.play(gone, edition, "VII-2", pupils=30, score=1)
    publish_figures(at=clock.now())
    merge(keep, gone, superuser)
    told = Tally.objects.get(edition=edition, school__isnull=False)
    assert (told.school, told.pupils, told.of, told.share) == (keep, 40, 100, 40)
    assert (told.points, told.points_possible, told.mean) == (80, 200, 40)
    publish_figures(at=clock.now() + LONGEST_REST)
    assert rows("schools") == [(1, "A", 40, 40)]
    assert rows("regions") == [(1, "North", 40, 40)]


def test_it_grows_in_the_region_of_the_school_that_stays(
    edition: Edition, region: Region, superuser: User
) -> None:
    elsewhere = crowd.make_region(region.country, "South")
    keep, gone = school(region, "A"), school(elsewhere, "B")
    crowd.play(gone, edition, "VII-1", pupils=10)
    later = crowd.enter(keep, edition, "VII-2", pupils=10)
    publish_figures(at=clock.now())
    merge(keep, gone, superuser)
    crowd.sit(later)
    crowd.close(later)
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "A", 20, 20)]
    told = Tally.objects.get(edition=edition, school__isnull=False)
    assert told.region == region


def test_a_school_that_goes_to_another_region_takes_its_row_along(
    edition: Edition, region: Region
) -> None:
    elsewhere = crowd.make_region(region.country, "South")
    moving = school(region, "A")
    crowd.play(moving, edition, "VII-1", pupils=10)
    publish_figures(at=clock.now())
    School.objects.filter(pk=moving.pk).update(region=elsewhere)
    moving.refresh_from_db()
    crowd.play(moving, edition, "VII-2", pupils=10)
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "A", 20, 20)]
    assert Tally.objects.get(school=moving).region == elsewhere
