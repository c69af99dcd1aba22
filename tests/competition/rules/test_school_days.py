"""Until when a file may be brought."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from competition.rules.school_days import end_of_next_school_day

SARAJEVO = ZoneInfo("Europe/Sarajevo")


@pytest.mark.parametrize(
    ("closed", "until"),
    [
        ("2027-02-09T09:45", "2027-02-11T00:00"),  # Tuesday: to the end of Wednesday
        ("2027-02-11T23:59", "2027-02-13T00:00"),  # Thursday
        ("2027-02-12T08:00", "2027-02-16T00:00"),  # Friday: the weekend is no school day
        ("2027-02-13T10:00", "2027-02-16T00:00"),  # Saturday
        ("2027-02-14T10:00", "2027-02-16T00:00"),  # Sunday
        ("2027-03-26T10:00", "2027-03-30T00:00"),  # over the change of the clocks
        ("2026-12-31T10:00", "2027-01-02T00:00"),  # a holiday that is not known
    ],
)
def test_a_file_may_come_until_the_end_of_the_next_school_day(closed: str, until: str) -> None:
    moment = datetime.fromisoformat(closed).replace(tzinfo=SARAJEVO)
    assert end_of_next_school_day(moment, SARAJEVO) == datetime.fromisoformat(until).replace(
        tzinfo=SARAJEVO
    )


def test_the_day_is_that_of_the_school_not_of_the_server() -> None:
    # Half past eleven in the evening in UTC is Wednesday in Sarajevo.
    closed = datetime.fromisoformat("2027-02-09T23:30+00:00")
    assert end_of_next_school_day(closed, SARAJEVO).date().isoformat() == "2027-02-12"
