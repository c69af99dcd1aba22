"""When a day ends by the clocks of a place: a number for today goes, a colleague's day is over."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from schools.rules.midnight import next_midnight

SARAJEVO = ZoneInfo("Europe/Sarajevo")


@pytest.mark.parametrize(
    ("at", "midnight"),
    [
        pytest.param("2027-02-09T08:00", "2027-02-09T23:00", id="in winter"),
        pytest.param("2027-02-09T22:59", "2027-02-09T23:00", id="a minute before"),
        pytest.param("2027-02-09T23:00", "2027-02-10T23:00", id="at midnight"),
        pytest.param("2027-03-28T08:00", "2027-03-28T22:00", id="the clocks went forward today"),
    ],
)
def test_a_day_ends_at_midnight_of_the_school(at: str, midnight: str) -> None:
    asked, due = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (at, midnight))
    assert next_midnight(asked, SARAJEVO) == due
