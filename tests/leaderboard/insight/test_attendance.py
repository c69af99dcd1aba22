"""What the ministry's page says in a sentence of grades and hours."""

from __future__ import annotations

import pytest

from leaderboard.insight.attendance import _shares


@pytest.mark.parametrize(
    ("cells", "named"),
    [
        ([("5", 2), ("6", 3)], "6 (3, 60.0 %)"),
        ([("5", 3), ("6", 1), ("7", 3)], "5 / 7 (3, 42.9 %)"),
    ],
    ids=["one has most", "two have"],
)
def test_equals_share_the_sentence(cells: list[tuple[str, int]], named: str) -> None:
    found = _shares(cells, "grade", "%(name)s (%(pupils)s, %(share)s %%)")
    assert found.finding == named
