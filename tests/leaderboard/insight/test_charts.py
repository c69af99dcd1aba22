"""Bars of a picture."""

from __future__ import annotations

import pytest

from leaderboard.insight.charts import FEW, LONGEST, ROW, few, picture


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
    made = picture([("a", number, str(number)) for number in numbers], full=full)
    assert [bar.length for bar in made.bars] == lengths
    assert made.height == max(len(numbers), 1) * ROW
    assert [bar.bar_y for bar in made.bars] == [23 + ROW * place for place in range(len(numbers))]


@pytest.mark.parametrize(
    ("numbers", "full", "shown"),
    [
        ([5, 1, 9, 2, 7, 3], None, [5, 9, 7, 3]),
        ([5, 5, 5, 5, 5], None, [5, 5, 5, 5]),
        ([58, 60, 70, 80, 90], 100, [58, 60, 70, 80]),
        ([3, 4], None, [3, 4]),
        ([], None, []),
    ],
    ids=["the longest as they stand", "alike", "the first of shares", "few", "none"],
)
def test_a_card_shows_the_bars_that_its_finding_is_about(
    numbers: list[float], full: float | None, shown: list[float]
) -> None:
    rows = [(f"{place}", number, "") for place, number in enumerate(numbers)]
    assert [number for _label, number, _words in few(rows, full=full)] == shown
    assert len(shown) <= FEW
