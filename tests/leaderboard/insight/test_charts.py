"""Bars of a picture."""

from __future__ import annotations

import pytest

from leaderboard.insight.rules import AXIS, LONGEST, ROW, Bar, picture


@pytest.mark.parametrize(
    ("numbers", "full", "lengths"),
    [
        ([50, 100, 0], None, [LONGEST // 2, LONGEST, 0]),
        ([50], 100, [LONGEST // 2]),
        ([0, 0], None, [0, 0]),
        ([], None, []),
    ],
    ids=["the longest has all the room", "of a whole", "nothing", "no bar"],
)
def test_a_bar_is_as_long_as_its_number(
    numbers: list[float], full: float | None, lengths: list[int]
) -> None:
    made = picture([Bar("a", number, str(number)) for number in numbers], full=full)
    assert [bar.length for bar in made.bars] == lengths
    assert made.height == AXIS + max(len(numbers), 1) * ROW
    assert [bar.bar_y for bar in made.bars] == [
        AXIS + 23 + ROW * place for place in range(len(numbers))
    ]


@pytest.mark.parametrize(
    ("numbers", "full", "ticks"),
    [
        ([50.0], 100, [0, 25, 50, 75, 100]),
        ([1234, 7], None, [0, 500, 1000]),
        ([3], None, [0, 1, 2, 3]),
        ([0], None, [0, 1]),
    ],
)
def test_an_axis_has_a_few_round_numbers(
    numbers: list[float], full: float | None, ticks: list[int]
) -> None:
    made = picture([Bar("a", number, str(number)) for number in numbers], full=full)
    assert [int(words.split()[0]) for words, _x in made.ticks] == ticks


def test_what_a_number_is_uncertain_by_stays_on_the_scale() -> None:
    (bar,) = picture([Bar("a", 98, "98 ± 5", 5)], full=100).bars
    assert (bar.low, bar.high) == (round(0.93 * LONGEST), LONGEST)
    assert bar.value_x > LONGEST
