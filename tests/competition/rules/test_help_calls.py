"""Until when a number is kept, and when a call may be taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from competition.rules.help_calls import HELD, is_free, next_midnight

SARAJEVO = ZoneInfo("Europe/Sarajevo")
NOON = datetime(2027, 2, 9, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        pytest.param("2027-02-09T08:00", "2027-02-09T23:00", id="in winter"),
        pytest.param("2027-02-09T22:59", "2027-02-09T23:00", id="a minute before"),
        pytest.param("2027-02-09T23:00", "2027-02-10T23:00", id="at midnight"),
        pytest.param("2027-03-28T08:00", "2027-03-28T22:00", id="the clocks went forward today"),
    ],
)
def test_a_number_is_kept_until_midnight_of_the_school(at: str, midnight: str) -> None:
    asked, due = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, midnight))
    assert next_midnight(asked, SARAJEVO) == due


@pytest.mark.parametrize(
    ("taken", "answer", "free"),
    [
        pytest.param(None, "", True, id="by nobody"),
        pytest.param(HELD - timedelta(seconds=1), "", False, id="a moment ago"),
        pytest.param(HELD, "", True, id="long ago, and nothing was said"),
        pytest.param(HELD, "calling", False, id="long ago, and something was said"),
    ],
)
def test_when_a_call_may_be_taken(taken: timedelta | None, answer: str, free: bool) -> None:
    assert is_free(None if taken is None else NOON - taken, answer, NOON) is free
