"""What the teacher's screens say to do, as tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from competition.lesson import Advice, advice


@pytest.mark.parametrize(
    ("state", "seconds", "started", "wrong", "expected"),
    [
        ("absent", 0, False, 0, Advice.NONE),
        ("absent", 0, False, 1, Advice.CHECK_CARD),
        ("absent", 0, False, 10, Advice.UNLOCK),
        ("ready", 0, False, 0, Advice.NONE),
        ("working", 0, True, 0, Advice.NONE),
        ("working", 0, True, 2, Advice.CHECK_CARD),
        ("late", 0, False, 0, Advice.LET_IN),
        ("late", 0, False, 3, Advice.LET_IN),
        ("late", 0, False, 10, Advice.UNLOCK),
        ("idle", 170, True, 0, Advice.NONE),
        ("idle", 180, True, 0, Advice.ASK),
        ("offline", 50, False, 0, Advice.ASK),
        ("offline", 50, True, 0, Advice.LEAVE),
        ("offline", 290, True, 4, Advice.LEAVE),
        ("offline", 300, True, 0, Advice.MOVE),
        ("offline", 300, True, 10, Advice.UNLOCK),
        ("finished", 0, True, 10, Advice.NONE),
    ],
)
def test_a_seat_says_what_to_do(
    state: str, seconds: int, started: bool, wrong: int, expected: Advice
) -> None:
    since = timedelta(seconds=seconds)
    locked = wrong >= 10
    assert advice(state, since, started=started, wrong_pins=wrong, locked=locked) is expected
