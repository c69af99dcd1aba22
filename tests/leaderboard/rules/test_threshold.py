"""When a board of pupils shows its rows, and what it tells before and after."""

from __future__ import annotations

import json
from typing import Any

import pytest

from base import clock
from competition.models import Edition, Sitting
from leaderboard.boards.actions import publish_boards
from leaderboard.models import Board
from leaderboard.rules.snapshots import content_of, empty
from leaderboard.rules.threshold import fewest, shows_rows
from schools.models import Country
from tests.leaderboard import crowd
from tests.leaderboard.crowd import school


@pytest.mark.parametrize(
    ("pupils", "schools", "shown"),
    [
        (0, 0, False),
        (9, 3, False),
        (10, 2, False),
        (500, 2, False),
        (10, 3, True),
        (11, 3, True),
        (10, 10, True),
    ],
)
def test_rows_need_ten_pupils_of_three_schools(pupils: int, schools: int, shown: bool) -> None:
    assert shows_rows(pupils, schools, fewest=fewest(10)) is shown


@pytest.mark.parametrize(("threshold", "least"), [(0, 10), (5, 10), (10, 10), (30, 30)])
def test_an_edition_can_want_more_pupils_and_never_less(threshold: int, least: int) -> None:
    assert fewest(threshold) == least


def look() -> dict[str, Any]:
    """The board's text after a round of the periodic work."""
    publish_boards(at=clock.now())
    snapshot: dict[str, Any] = json.loads(Board.objects.get().text())
    return snapshot


def told() -> tuple[int, int | None]:
    """Rows and number."""
    snapshot = look()
    return len(snapshot["rows"]), snapshot["total"]


@pytest.fixture
def sittings(edition: Edition, country: Country) -> list[Sitting]:
    """Classes of four pupils in three schools, and a second one in the first."""
    region = country.regions.get()
    schools = [school(region, f"S{n}") for n in range(3)]
    return [
        crowd.enter(one, edition, f"VII-{n}", pupils=4)
        for n, one in enumerate([*schools, schools[0]])
    ]


def test_the_tenth_pupil_of_a_third_school_brings_all_rows_and_the_number(
    sittings: list[Sitting],
) -> None:
    first, second, third, more = sittings
    for sitting in (first, second, more):
        crowd.sit(sitting)
    assert told() == (0, None)
    crowd.sit(third, pupils=1)
    assert told() == (13, 13)


def test_a_board_that_holds_back_is_the_same_text_for_nobody_and_for_too_few(
    sittings: list[Sitting],
) -> None:
    before = look()
    for sitting in (sittings[0], sittings[1], sittings[3]):
        crowd.sit(sitting)
        assert look() == before
    assert content_of(json.dumps(before)) == empty(before["board"])


def test_a_long_board_of_two_schools_shows_the_third_at_once(sittings: list[Sitting]) -> None:
    look()
    Board.objects.update(total=5000, schools=2, counted_at=clock.now())
    for sitting in sittings[:3]:
        crowd.sit(sitting)
    assert told() == (12, 12)
