"""Bars of a picture."""

from __future__ import annotations

import pytest

from leaderboard.insight.charts import LONGEST, ROW, picture


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
