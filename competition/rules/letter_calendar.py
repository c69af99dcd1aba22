"""When the letters of an edition's calendar go out, by the clocks of a country.

Source: docs/letters.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from competition.rules.precedence import BEHIND, TAKING

CALENDAR = ("open", "three_weeks", "week", "eve", "key")
# In which states of an edition a letter goes out; by hand too.
STATES: dict[str, tuple[str, ...]] = dict.fromkeys(CALENDAR, TAKING) | {
    "key": ("live", *BEHIND),
    "free": (*TAKING, *BEHIND),
}
MORNING, AFTERNOON, NIGHT, EARLY = time(9), time(17), time(21), time(7)
LATEST_HOUR = 20
# Who began a minute before the last window closed has ended by then, or was ended.
STILL_PLAYING = timedelta(hours=1)
# Who has moved a window can still take it back, or stop what has become due by it.
AFTER_CHANGE = timedelta(hours=1)
# What was sent by hand is tried so long.
BY_HAND = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class LetterDays:
    """What the moments follow from: when registration was opened, when the country's first window
    opens, and when the key does; each may not be known yet."""

    zone: ZoneInfo
    opened_at: datetime | None = None
    first_opens: datetime | None = None
    key_opens: datetime | None = None


@dataclass(frozen=True, slots=True)
class LetterTime:
    """When a letter goes out, and until when it still makes sense."""

    at: datetime
    until: datetime


class LetterStanding(StrEnum):
    """Where a letter of the calendar stands at a moment."""

    NO_DATE = "no_date"
    AHEAD = "ahead"
    DUE = "due"
    MISSED = "missed"


def letter_time(kind: str, days: LetterDays) -> LetterTime | None:
    """The moment of a letter; none as long as what it follows from is not known.

    It is worked out from days on the calendar: a week before is the same time on the clock, also
    when the clocks are changed between.
    """
    if kind == "open":
        return _open(days)
    if kind == "key":
        return _key(days)
    return _before(kind, days)


def _open(days: LetterDays) -> LetterTime | None:
    """The morning after: whoever opened registration by day can still look at the letter. It says
    when can be played, which a country that came later may not know yet."""
    if days.opened_at is None or days.first_opens is None:
        return None
    day = days.opened_at.astimezone(days.zone).date() + timedelta(days=1)
    until = _on(day + timedelta(days=3), MORNING, days)
    return LetterTime(_on(day, MORNING, days), min(until, days.first_opens))


def _before(kind: str, days: LetterDays) -> LetterTime | None:
    if days.first_opens is None:
        return None
    before, begins, late, ends = {
        "three_weeks": (21, MORNING, 3, MORNING),
        "week": (7, MORNING, 2, MORNING),
        "eve": (1, AFTERNOON, 0, NIGHT),
    }[kind]
    day = days.first_opens.astimezone(days.zone).date() - timedelta(days=before)
    return LetterTime(_on(day, begins, days), _on(day + timedelta(days=late), ends, days))


def _key(days: LetterDays) -> LetterTime | None:
    """When the last classes have ended too, and nobody's telephone rings at night."""
    if days.key_opens is None:
        return None
    over = days.key_opens + STILL_PLAYING
    local = over.astimezone(days.zone)
    day = local.date()
    if local.hour >= LATEST_HOUR:
        begins = _on(day + timedelta(days=1), EARLY, days)
    else:
        begins = max(over, _on(day, EARLY, days))
    return LetterTime(begins, _on(day + timedelta(days=4), EARLY, days))


def _on(day: date, clock: time, days: LetterDays) -> datetime:
    return datetime.combine(day, clock, tzinfo=days.zone)


def letter_standing(found: LetterTime | None, *, at: datetime) -> LetterStanding:
    """Whether a letter is ahead, due, or was missed: then it is not sent by itself any more."""
    if found is None:
        return LetterStanding.NO_DATE
    if at < found.at:
        return LetterStanding.AHEAD
    return LetterStanding.DUE if at < found.until else LetterStanding.MISSED


def may_begin(kind: str, *, at: datetime, zone: ZoneInfo) -> bool:
    """By day: a date that is moved at night, or a server that comes back then, wakes nobody. The
    letter of the evening has an end of its own."""
    return kind == "eve" or EARLY.hour <= at.astimezone(zone).hour < LATEST_HOUR


def day_zones(zones: Iterable[str], at: datetime) -> list[str]:
    """Those of the time zones in which it is day, for mails that have no date of their own."""
    return [zone for zone in zones if may_begin("free", at=at, zone=ZoneInfo(zone))]


def may_go(kind: str, state: str) -> bool:
    """Whether a letter goes out in this state of its edition."""
    return state in STATES[kind]
