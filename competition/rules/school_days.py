"""School days, as far as the calendar of the week knows them: no clock, no database, no Django."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from schools.rules.midnight import end_of

SATURDAY = 5


def next_school_day(day: date) -> date:
    """The next day that is no Saturday and no Sunday; holidays are not known here."""
    following = day + timedelta(days=1)
    while following.weekday() >= SATURDAY:
        following += timedelta(days=1)
    return following


def end_of_next_school_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """Midnight at the end of the next school day, by the clock of the school."""
    return end_of(next_school_day(moment.astimezone(zone).date()), zone)
