"""Where and when prizes are handed over, in the teacher's words: whichever half is known."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from leaderboard.models import WinnersPlan
from leaderboard.winners.winner_words import ceremony_words

DAY = datetime(2027, 3, 5, 17, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "place", "said"),
    [
        (None, "", ""),
        (None, "Town hall", "Ceremony: Town hall. The day is not fixed yet."),
        (DAY, "", "Ceremony: 5 March 2027, 18:00. The place is not fixed yet."),
        (DAY, "Town hall", "Ceremony: 5 March 2027, 18:00, Town hall"),
    ],
    ids=["neither", "place", "day", "both"],
)
def test_what_is_known_is_said(at: datetime | None, place: str, said: str) -> None:
    assert ceremony_words(WinnersPlan(ceremony_at=at, ceremony_place=place)) == said
