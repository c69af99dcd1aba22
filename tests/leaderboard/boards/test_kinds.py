"""Boards of schools, regions, countries and means: what stands on them, and when it moves."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from competition.models import Edition, Result
from leaderboard.boards.actions.figures import LookThrottle, publish_figures
from leaderboard.boards.actions.freezing import freeze, unfreeze
from leaderboard.boards.actions.publishing import publish
from leaderboard.boards.permissions import public_boards
from leaderboard.models import Board, Closing, Tally
from schools import clock
from schools.models import Region, Role
from tests.leaderboard import crowd
from tests.leaderboard.crowd import body, rows, school


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


def test_the_edition_sets_the_threshold(edition: Edition, region: Region) -> None:
    Edition.objects.update(publishing_threshold=20)
    crowd.play(school(region, "A"), edition, pupils=19)
    crowd.play(school(region, "B"), edition, pupils=20)
    publish_figures(at=clock.now())
    assert [row[1] for row in rows("schools")] == ["B"]


def test_a_threshold_that_is_raised_takes_rows_away(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=12)
    publish_figures(at=clock.now())
    Edition.objects.update(publishing_threshold=20)
    publish_figures(at=clock.now() + timedelta(minutes=2))
    assert (rows("schools"), rows("regions"), body("schools")["total"]) == ([], [], None)


def test_nothing_moves_while_a_sitting_is_open(edition: Edition, region: Region) -> None:
    sitting = crowd.enter(school(region, "A"), edition, "VII-1", pupils=15)
    crowd.sit(sitting)
    publish_figures(at=clock.now())
    assert rows("schools") == []
    crowd.close(sitting)
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "A", 15, 15)]


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


def test_shares_follow_the_register_within_a_minute(edition: Edition, region: Region) -> None:
    it = school(region, "A", pupils=40)
    crowd.play(it, edition, pupils=20)
    publish_figures(at=clock.now())
    school(region, "B", pupils=60)
    publish_figures(at=clock.now() + timedelta(minutes=1))
    assert rows("regions") == [(1, "North", 20, 20)]


def test_small_schools_count_for_their_region_when_the_day_is_over(
    edition: Edition, region: Region
) -> None:
    for name in "ABC":
        crowd.play(school(region, name), edition, pupils=5)
    publish_figures(at=clock.now())
    assert rows("regions") == []
    crowd.end_the_day(edition)
    publish_figures(at=clock.now())
    assert (rows("schools"), rows("regions")) == ([], [(1, "North", 15, 5)])


def test_a_school_waits_for_its_last_small_class(edition: Edition, region: Region) -> None:
    it = school(region, "A")
    last = crowd.enter(it, edition, "VII-2", pupils=4)
    crowd.play(it, edition, pupils=12)
    publish_figures(at=clock.now())
    assert rows("schools") == []
    crowd.sit(last)
    crowd.close(last)
    publish_figures(at=clock.now())
    assert rows("schools") == [(1, "A", 16, 16)]


def test_a_teacher_approved_late_is_counted_then(edition: Edition, region: Region) -> None:
    waiting = crowd.enter(school(region, "A"), edition, "VII-1", pupils=12)
    Role.objects.update(approved_at=None)
    crowd.sit(waiting)
    crowd.close(waiting)
    publish_figures(at=clock.now())
    assert rows("schools") == []
    Role.objects.update(approved_at=clock.now())
    publish_figures(at=clock.now() + timedelta(minutes=1))
    assert rows("schools") == [(1, "A", 12, 12)]


@pytest.mark.parametrize("change", [{"counts": False}, {"score": 0}], ids=["voided", "scored anew"])
def test_what_was_told_is_not_told_otherwise_for_one_pupil(
    change: dict[str, object], edition: Edition, region: Region
) -> None:
    Edition.objects.update(means_boards=True)
    for name in "ABC":
        crowd.play(school(region, name), edition, pupils=10)
    publish_figures(at=clock.now())
    before = [rows("schools"), rows("means")]
    Result.objects.filter(pk=Result.objects.earliest("pk").pk).update(**change)
    publish_figures(at=clock.now() + timedelta(minutes=2))
    assert [rows("schools"), rows("means")] == before


# ---------------------------------------------------------------- means


def test_there_is_no_board_of_means_unless_the_edition_wants_it(
    edition: Edition, region: Region
) -> None:
    publish_figures(at=clock.now())
    assert not Board.objects.filter(kind="means").exists()


def test_means_are_cut_off_at_the_ends(edition: Edition, region: Region) -> None:
    Edition.objects.update(means_boards=True)
    for name, score in [("A", 5), ("B", 3), ("C", 0)]:
        crowd.play(school(region, name), edition, pupils=10, score=score)
    publish_figures(at=clock.now())
    assert [row[3] for row in rows("means")] == [95, 60, 5]


def test_two_schools_make_no_board_of_means(edition: Edition, region: Region) -> None:
    Edition.objects.update(means_boards=True)
    for name in "AB":
        crowd.play(school(region, name), edition, pupils=10)
    publish_figures(at=clock.now())
    assert rows("means") == []


def test_a_board_of_means_that_is_switched_off_is_gone_at_once(
    edition: Edition, region: Region
) -> None:
    Edition.objects.update(means_boards=True)
    publish_figures(at=clock.now())
    assert public_boards().filter(kind="means").exists()
    Edition.objects.update(means_boards=False)
    assert not public_boards().filter(kind="means").exists()


# ---------------------------------------------------------------- publishing


def test_nothing_new_keeps_version_and_bytes(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=10)
    publish_figures(at=clock.now())
    before = list(Board.objects.order_by("pk").values("version", "body"))
    assert publish_figures(at=clock.now() + timedelta(minutes=2)) == 0
    assert list(Board.objects.order_by("pk").values("version", "body")) == before


def test_a_sitting_that_is_told_of_is_not_told_of_again(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=10)
    for minute in range(3):
        publish_figures(at=clock.now() + timedelta(minutes=minute))
    assert list(Tally.objects.values_list("pupils", flat=True)) == [10, 10, 10]
    assert Closing.objects.get().parcel == "school"


def test_a_closing_that_is_committed_late_is_found(edition: Edition, region: Region) -> None:
    crowd.play(school(region, "A"), edition, pupils=10)
    publish_figures(at=clock.now())
    late = crowd.enter(school(region, "B"), edition, "VII-1", pupils=10)
    crowd.sit(late)
    crowd.close(late, at=clock.now() - timedelta(seconds=20))
    publish_figures(at=clock.now(), whole=False)
    assert len(rows("schools")) == 2


def test_a_closing_that_a_look_missed_is_found_by_the_next_look_at_everything(
    edition: Edition, region: Region
) -> None:
    crowd.play(school(region, "A"), edition, pupils=10)
    publish_figures(at=clock.now())
    late = crowd.enter(school(region, "B"), edition, "VII-1", pupils=10)
    crowd.sit(late)
    crowd.close(late, at=clock.now() - timedelta(minutes=20))
    publish_figures(at=clock.now(), whole=False)
    assert len(rows("schools")) == 1
    publish_figures(at=clock.now())
    assert len(rows("schools")) == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_tell_of_a_sitting_once(edition: Edition, region: Region) -> None:
    for name in "AB":
        crowd.play(school(region, name), edition, pupils=10)
    at_once = threading.Barrier(2)

    def work() -> None:
        at_once.wait()
        publish_figures(at=clock.now())
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Tally.objects.values_list("pupils", flat=True)) == [10, 10, 20, 20]


def test_classes_of_a_merged_school_are_not_told_again(edition: Edition, region: Region) -> None:
    old, new = school(region, "A"), school(region, "B")
    crowd.play(old, edition, pupils=10)
    publish_figures(at=clock.now())
    old.classes.update(school=new)
    Tally.objects.filter(school=old).delete()
    for minute in (2, 4):
        publish_figures(at=clock.now() + timedelta(minutes=minute))
    assert rows("regions")[0][2] == 10


def test_a_frozen_board_of_figures_stands_still_and_thaws(edition: Edition, region: Region) -> None:
    publish_figures(at=clock.now())
    board = Board.objects.get(kind="schools")
    freeze(board, at=clock.now())
    crowd.play(school(region, "A"), edition, pupils=10)
    publish_figures(at=clock.now())
    assert (body("schools")["frozen"], rows("schools")) == (True, [])
    unfreeze(board, at=clock.now())
    assert (body("schools")["frozen"], rows("schools")) == (False, [(1, "A", 10, 10)])


def test_a_sealed_edition_tells_nothing_new(edition: Edition, region: Region) -> None:
    publish_figures(at=clock.now())
    Edition.objects.update(state=Edition.State.SEALED)
    crowd.play(school(region, "A"), edition, pupils=10)
    assert publish_figures(at=clock.now() + timedelta(minutes=2)) == 0


def test_the_job_looks_every_ten_seconds_and_at_all_that_waits_every_minute() -> None:
    pace, at = LookThrottle(), clock.now()
    steps = [pace.step(at + timedelta(seconds=n)) for n in (0, 9, 10, 59, 60, 70)]
    looked = [(True, True), (False, False), (True, False), (True, False), (False, False)]
    assert steps == [*looked, (True, True)]


def test_a_look_at_nothing_new_takes_the_same_queries_for_any_number_of_schools(
    edition: Edition, region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in "ABCDE":
        crowd.play(school(region, name), edition, pupils=10)
    publish_figures(at=clock.now())
    # latest closing, new ones, boards there, boards expected, boards due
    with django_assert_num_queries(5):
        publish_figures(at=clock.now(), whole=False)


def test_a_board_of_schools_takes_the_same_queries_for_any_number_of_rows(
    edition: Edition, region: Region, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in "ABCDE":
        crowd.play(school(region, name), edition, pupils=10)
    publish_figures(at=clock.now())
    Board.objects.exclude(kind="schools").delete()
    Board.objects.update(counted_at=None)
    board = Board.objects.select_related("edition").get()
    # note that it was looked at, rows, total
    with django_assert_num_queries(3):
        assert publish(board, at=clock.now()) is False


def publish_one(board: Board) -> bool:

    return publish(board, at=clock.now())
