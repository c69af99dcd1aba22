"""Boards of schools, regions and countries: what stands on them, and when it moves."""

from __future__ import annotations

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from base import clock
from competition.models import Division, Edition, Result
from leaderboard.boards.actions import LookThrottle, publish_figures
from leaderboard.boards.queries import pupils_told
from leaderboard.models import Board
from schools.models import Region
from tests.leaderboard import crowd
from tests.leaderboard.crowd import body, rows, school
from tests.leaderboard.freezing import freeze, unfreeze


def test_schools_stand_by_share_and_equal_shares_share_a_place(
    edition: Edition, region: Region
) -> None:
    for name, pupils, of in [("A", 10, 100), ("B", 10, 20), ("C", 20, 40), ("D", 12, 100)]:
        crowd.play(school(region, name, pupils=of), edition, pupils=pupils)
    publish_figures(at=clock.now())
    assert rows("schools") == [
        (1, "C", 20, 50),
        (1, "B", 10, 50),
        (3, "D", 12, 12),
        (4, "A", 10, 10),
    ]
    assert body("schools")["total"] == 52


def test_without_a_register_the_share_is_of_the_classes_entered(
    edition: Edition, region: Region
) -> None:
    sitting = crowd.enter(school(region, "A", pupils=None), edition, "VII-1", pupils=20)
    crowd.sit(sitting, pupils=15)
    crowd.close(sitting)
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "A", 15, 75)]


def test_a_school_below_the_threshold_has_no_row_and_no_name_anywhere(
    edition: Edition, region: Region
) -> None:
    crowd.play(school(region, "Tiny"), edition, pupils=9)
    crowd.play(school(region, "Large"), edition, pupils=10)
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "Large", 10, 10)]
    assert not Board.objects.filter(body__contains="Tiny").exists()


def test_a_threshold_that_is_raised_takes_rows_away(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=12)
    publish_figures(at=clock.now())
    Edition.objects.update(publishing_threshold=20)
    publish_figures(at=clock.now() + timedelta(minutes=2))
    assert (rows("schools"), rows("regions"), body("schools")["total"]) == ([], [], None)


def test_regions_and_countries_have_totals_and_shares(
    edition: Edition, region: Region, abroad: Region
) -> None:
    crowd.play(school(region, "A", pupils=40), edition, pupils=20)
    crowd.play(school(abroad, "B", pupils=100), edition, pupils=10)
    publish_figures(at=clock.now())
    assert rows("regions") == [(1, "North", 20, 50)]
    assert [row[2:] for row in rows("countries", None)] == [(20, 50), (10, 10)]
    assert body("countries", None)["total"] == 30


def test_a_region_whose_register_is_incomplete_tells_no_share(
    edition: Edition, region: Region
) -> None:
    crowd.play(school(region, "A"), edition, pupils=20)
    school(region, "B", pupils=None)
    publish_figures(at=clock.now())
    assert rows("regions") == [(1, "North", 20, None)]


def test_small_schools_count_for_their_region(edition: Edition, region: Region) -> None:
    for name in "ABC":
        crowd.play(school(region, name), edition, pupils=5)
    publish_figures(at=clock.now())
    assert (rows("schools"), rows("regions")) == ([], [(1, "North", 15, 5)])


def test_an_age_group_of_too_few_is_not_counted(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=12)
    paper = edition.divisions.get().official
    Division.objects.create(edition=edition, code="9-11", official=paper)
    Result.objects.filter(pk__in=Result.objects.order_by("pk")[:2].values("pk")).update(
        division=edition.divisions.get(code="9-11")
    )
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "A", 10, 10)]
    assert body("schools")["total"] == 10


# ---------------------------------------------------------------- publishing


def test_a_frozen_board_of_figures_stands_still_and_thaws(edition: Edition, region: Region) -> None:
    publish_figures(at=clock.now())
    board = Board.objects.get(kind="schools")
    freeze(board, at=clock.now())
    crowd.play(school(region, "A"), edition, pupils=10)
    publish_figures(at=clock.now())
    assert (body("schools")["frozen"], rows("schools"), pupils_told(edition, "BA")) == (
        True,
        [],
        None,
    )
    unfreeze(board, at=clock.now())
    assert (body("schools")["frozen"], rows("schools")) == (False, [(1, "A", 10, 10)])
    assert pupils_told(edition, "BA") == body("schools")["total"] == 10
    Edition.objects.update(state=Edition.State.REHEARSAL)
    assert pupils_told(edition, "BA") is None, "what is not public is told nowhere else"


def test_a_sealed_edition_tells_nothing_new(edition: Edition, region: Region) -> None:
    publish_figures(at=clock.now())
    Edition.objects.update(state=Edition.State.SEALED)
    crowd.play(school(region, "A"), edition, pupils=10)
    assert publish_figures(at=clock.now() + timedelta(minutes=2)) == 0


def test_the_job_looks_every_ten_seconds() -> None:
    pace, at = LookThrottle(), clock.now()
    assert [pace.step(at + timedelta(seconds=n)) for n in (0, 9, 10)] == [True, False, True]


def test_all_boards_of_an_edition_take_the_same_queries_for_any_number_of_schools(
    edition: Edition, region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in "ABCDE":
        crowd.play(school(region, name), edition, pupils=10)
    publish_figures(at=clock.now())
    with django_assert_num_queries(13):
        publish_figures(at=clock.now() + timedelta(minutes=2))
