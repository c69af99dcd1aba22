"""Dates of answers and appeals, and names in their words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from leaderboard.appeals.rules import answer_until, decide_by, names_a_pupil

DAY = datetime(2027, 2, 12, 15, tzinfo=UTC)


@pytest.mark.parametrize(("days", "given"), [(1, 3), (3, 3), (7, 7)])
def test_there_are_never_fewer_than_three_days(days: int, given: int) -> None:
    until = DAY + timedelta(days=given)
    assert answer_until(DAY, days=days) == until
    assert decide_by(DAY, closes=None, days=days) == until
    assert decide_by(DAY, closes=DAY - timedelta(days=2), days=days) == until


def test_nobody_has_to_decide_while_classes_still_play() -> None:
    closes = DAY + timedelta(days=10)
    assert decide_by(DAY, closes=closes, days=7) == closes + timedelta(days=7)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Card 4 was ill.", False),
        ("Iva was ill.", True),
        ("IVIĆ had no network.", True),
        ("The PC of Mirza-Ali broke.", True),
        ("In the iva garden", False),
        ("Al was there", False),
        ("Ivana was ill.", False),
    ],
)
def test_a_pupil_named_in_a_text_is_noticed(text: str, named: bool) -> None:
    assert names_a_pupil(text, ["Iva Ivić", "Mirza Al", ""]) is named
