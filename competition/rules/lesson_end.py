"""When a sitting ends by itself, and how long it may be opened again: pure decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Between the last pupil's time, or opening it again, and the end that nobody pressed for.
LINGER = timedelta(minutes=20)
# No lesson lasts so long: nobody started it, or a pupil without a limit has gone home.
FORGOTTEN = timedelta(hours=12)
# A bell and a lesson: what was ended too early is noticed by then.
REOPENED_WITHIN = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class Lesson:
    """The moments of a sitting, the minutes of its paper, and the grace of its edition."""

    opened_at: datetime
    starts_at: datetime | None
    paused_at: datetime | None
    closed_at: datetime | None
    working: timedelta
    grace: timedelta


def ends_by_itself(lesson: Lesson, deadlines: Iterable[datetime | None]) -> datetime | None:
    """When it ends unless somebody ends it; nobody knows before the start, in a pause, and
    while somebody is at work without a limit.

    ``deadlines`` are of those at work. Who comes late may use the common time once more.
    """
    known = list(deadlines)
    if lesson.starts_at is None or lesson.paused_at or lesson.closed_at or None in known:
        return None
    last = max([lesson.starts_at + lesson.working, *(one for one in known if one is not None)])
    return last + lesson.grace + LINGER


def is_over(lesson: Lesson, deadlines: Iterable[datetime | None], at: datetime) -> bool:
    """Whether the periodic work may end it now."""
    end = ends_by_itself(lesson, deadlines)
    return at >= lesson.opened_at + FORGOTTEN or (end is not None and at >= end)


def may_reopen(closed_at: datetime | None, at: datetime) -> bool:
    """Whether what has ended is still the same lesson."""
    return closed_at is not None and at - closed_at <= REOPENED_WITHIN
