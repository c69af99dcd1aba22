"""How far away the quiz is: before, between, in and after its windows; the clock change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competition.rules.countdown import VisitorPhase, countdown

SARAJEVO = ZoneInfo("Europe/Sarajevo")


def local(text: str) -> datetime:
    """A moment in Sarajevo, from "2027-02-09 08:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=SARAJEVO)


FIRST = (local("2027-02-09 08:00"), local("2027-02-09 18:00"))
SECOND = (local("2027-02-11 08:00"), local("2027-02-12 14:00"))
TABLE = {
    "weeks before": ("2027-01-31 12:00", VisitorPhase.BEFORE, "2027-02-09 08:00", 9),
    "late on the eve": ("2027-02-08 23:59", VisitorPhase.BEFORE, "2027-02-09 08:00", 1),
    "the same morning": ("2027-02-09 00:00", VisitorPhase.TODAY, "2027-02-09 08:00", 0),
    "a second before": ("2027-02-09 07:59", VisitorPhase.TODAY, "2027-02-09 08:00", 0),
    "at the opening": ("2027-02-09 08:00", VisitorPhase.OPEN, "2027-02-09 18:00", 0),
    "at the end": ("2027-02-09 18:00", VisitorPhase.BEFORE, "2027-02-11 08:00", 2),
    "between": ("2027-02-10 12:00", VisitorPhase.BEFORE, "2027-02-11 08:00", 1),
    "on the second day of a window": ("2027-02-12 07:00", VisitorPhase.OPEN, "2027-02-12 14:00", 0),
    "at the very end": ("2027-02-12 14:00", VisitorPhase.OVER, "2027-02-12 14:00", 0),
    "a year after": ("2028-02-12 14:00", VisitorPhase.OVER, "2027-02-12 14:00", 0),
}


@pytest.mark.parametrize(("at", "phase", "moment", "days"), TABLE.values(), ids=TABLE)
def test_the_countdown_says_what_comes_next(
    at: str, phase: VisitorPhase, moment: str, days: int
) -> None:
    told = countdown([SECOND, FIRST], at=local(at), zone=SARAJEVO)
    assert (told.phase, told.moment, told.days) == (phase, local(moment), days)


def test_without_windows_nothing_is_planned() -> None:
    assert countdown([], at=local("2027-02-09 08:00"), zone=SARAJEVO).phase is VisitorPhase.NONE


def test_two_windows_at_once_are_open_until_the_later_end() -> None:
    longer = (FIRST[0], FIRST[1] + timedelta(hours=2))
    told = countdown([longer, FIRST], at=local("2027-02-09 17:59"), zone=SARAJEVO)
    assert told.moment == longer[1]


@pytest.mark.parametrize(
    ("at", "days"),
    [("2027-03-27 23:30", 1), ("2027-03-28 00:30", 0), ("2027-03-21 09:00", 7)],
    ids=["the evening before", "in the short night", "a week of 167 hours"],
)
def test_days_are_those_of_the_calendar_when_summer_time_begins(at: str, days: int) -> None:
    sunday = (local("2027-03-28 09:00"), local("2027-03-28 12:00"))
    assert countdown([sunday], at=local(at), zone=SARAJEVO).days == days


def test_the_day_is_that_of_the_country_and_not_of_greenwich() -> None:
    at = datetime(2027, 2, 8, 23, 30, tzinfo=UTC)  # half past midnight in Sarajevo
    assert countdown([FIRST], at=at, zone=SARAJEVO).phase is VisitorPhase.TODAY


moments = st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
spans = st.tuples(moments, st.timedeltas(timedelta(minutes=1), timedelta(days=40)))


@given(st.lists(spans, min_size=1, max_size=4), moments)
def test_open_is_said_exactly_while_a_window_is_open(
    drawn: list[tuple[datetime, timedelta]], at: datetime
) -> None:
    windows = [(opens, opens + length) for opens, length in drawn]
    told = countdown(windows, at=at, zone=SARAJEVO)
    assert (told.phase is VisitorPhase.OPEN) == any(
        opens <= at < closes for opens, closes in windows
    )
    assert told.moment is not None
    assert (told.moment <= at) == (told.phase is VisitorPhase.OVER)
