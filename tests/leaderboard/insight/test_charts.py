"""Bars of a picture."""

from __future__ import annotations

import pytest

from leaderboard.insight.rules import AXIS, LONGEST, ROW, Bar, picture


@pytest.mark.parametrize(
    ("numbers", "full", "lengths", "ticks"),
    [
        ([50, 100, 0], None, [LONGEST // 2, LONGEST, 0], [0, 25, 50, 75, 100]),
        ([50], 100, [LONGEST // 2], [0, 25, 50, 75, 100]),
        ([1234], None, [LONGEST], [0, 500, 1000]),
        ([0, 0], None, [0, 0], [0, 1]),
        ([], None, [], [0, 1]),
    ],
    ids=["the longest has all the room", "of a whole", "round numbers", "nothing", "no bar"],
)
def test_a_bar_is_as_long_as_its_number_on_an_axis_of_a_few_round_ones(
    numbers: list[float], full: float | None, lengths: list[int], ticks: list[int]
) -> None:
    made = picture([Bar("a", number, str(number)) for number in numbers], full=full)
    assert [bar.length for bar in made.bars] == lengths
    assert made.height == AXIS + max(len(numbers), 1) * ROW
    assert [int(words.split()[0]) for words, _x in made.ticks] == ticks


def test_what_a_number_is_uncertain_by_stays_on_the_scale() -> None:
    (bar,) = picture([Bar("a", 98, "98 ± 5", 5)], full=100).bars
    assert (bar.low, bar.high) == (round(0.93 * LONGEST), LONGEST)
    assert bar.value_x > LONGEST
