"""Who is next when an award passes on, which places that gives, and by when whom to ask."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leaderboard.rules.winners import (
    AwardPlace,
    last_day_over,
    next_reminder,
    next_reserves,
    places_now,
    reminder_days,
    reserve_until,
)

MARCH = date(2027, 3, 1)


def days(many: int) -> date:
    return MARCH + timedelta(days=many)


def row(
    award: int,
    *,
    rule: int = 1,
    place: int = 0,
    reserve: int = 0,
    told: bool = False,
    gone: bool = False,
) -> AwardPlace:
    return AwardPlace(
        award=award,
        key=f"{rule}",
        place=place,
        reserve=reserve,
        told=told,
        gone=gone,
    )


WINNER = row(1, place=1, told=True, gone=True)
FIRST, SECOND = row(2, reserve=1), row(3, reserve=2)
HAD_IT = row(2, reserve=1, told=True, gone=True)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([WINNER, SECOND, FIRST], 2, id="the first in order"),
        pytest.param([WINNER, HAD_IT, SECOND], 3, id="nobody is asked twice"),
        pytest.param([WINNER], None, id="nobody is left"),
        pytest.param([WINNER, row(9, rule=2, reserve=1)], None, id="no reserve of another award"),
    ],
)
def test_the_next_reserve_gets_it(rows: list[AwardPlace], expected: int | None) -> None:
    found = next_reserves("1", rows, 1)
    assert [one.award for one in found] == ([expected] if expected else [])


def test_several_reserves_follow_in_their_order() -> None:
    rows = [WINNER, SECOND, FIRST, row(6, reserve=3)]
    assert [one.award for one in next_reserves("1", rows, 2)] == [2, 3]


def test_whoever_is_behind_moves_up() -> None:
    """1, 2, 2 and two reserves; the first place passes on."""
    rows = [
        *(WINNER, row(4, place=2), row(5, place=2)),
        *(row(2, reserve=1, told=True), row(3, reserve=2)),
    ]
    assert places_now(rows) == {4: 1, 5: 1, 2: 3}


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), max_size=8))
def test_nobody_ever_moves_down(places: list[tuple[int, bool]]) -> None:
    given_first = sorted(place for place, _gone in places)
    ranked = [1 + sum(other < place for other in given_first) for place, _gone in places]
    rows = [
        row(n, place=place, told=True, gone=gone)
        for n, (place, (_place, gone)) in enumerate(zip(ranked, places, strict=True), start=1)
    ]
    found = places_now(rows)
    assert all(found[one.award] <= one.place for one in rows if not one.gone)
    assert set(found) == {one.award for one in rows if not one.gone}


@pytest.mark.parametrize(
    ("span", "expected"),
    [(30, [23, 28]), (14, [7, 12]), (7, [4, 6]), (5, [3, 4]), (3, [2, 3]), (1, [1]), (0, [])],
)
def test_reminders_come_before_the_date(span: int, expected: list[int]) -> None:
    assert reminder_days(MARCH, days(span)) == [days(one) for one in expected]


def test_each_reminder_comes_once() -> None:
    until = days(14)
    first = next_reminder(MARCH, until, after=MARCH)
    assert first == days(7)
    assert next_reminder(MARCH, until, after=days(7)) == days(12)
    assert next_reminder(MARCH, until, after=days(12)) is None


@pytest.mark.parametrize(
    ("confirm_by", "ceremony", "expected"),
    [
        pytest.param(3, None, 7, id="a week"),
        pytest.param(10, None, 10, id="the date of all, if that is later"),
        pytest.param(3, 5, 4, id="the day before the ceremony"),
        pytest.param(3, 1, 2, id="two days at least"),
        pytest.param(3, -1, 7, id="a ceremony that was is no reason to hurry"),
    ],
)
def test_a_reserve_has_a_date_of_its_own(
    confirm_by: int, ceremony: int | None, expected: int
) -> None:
    found = reserve_until(
        MARCH,
        confirm_by=days(confirm_by),
        ceremony=None if ceremony is None else days(ceremony),
    )
    assert found == days(expected)


def test_a_day_is_over_when_it_is_over_everywhere() -> None:
    noon = datetime(2027, 3, 2, 12, tzinfo=UTC)
    assert last_day_over(noon) == MARCH
    assert last_day_over(noon - timedelta(seconds=1)) == days(-1)
