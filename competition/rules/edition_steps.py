"""The stages of an edition, as pure functions: its steps, what is frozen when, its dates.

Source: docs/editions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

STATES = (
    *("draft", "registration", "rehearsal", "live"),
    *("review", "sealed", "published", "archived"),
)
# Steps back that harm nobody, each only under its own conditions; a sealed list is reopened by two
# people. A review is never taken back: with the last window the explanations have left the server.
BACK = {
    "registration": "draft",
    "rehearsal": "registration",
    "live": "rehearsal",
    "sealed": "review",
    "published": "review",
    "archived": "published",
}
# From which state on a part of an edition no longer changes.
FROZEN_FROM = {
    "basics": "registration",
    # One more may join while nobody has played officially; none leaves.
    "countries": "live",
    "divisions": "live",
    "rules": "live",
    "awards": "live",
    "windows": "review",
    "texts": "sealed",
    "partners": "archived",
}
PUBLISHED = ("published", "archived")
SEALED = ("sealed", *PUBLISHED)
OVER = ("review", *SEALED)
# Some countries play a month or two beside the day; another year or season is a slip.
AROUND = timedelta(days=62)
# So long after the beginning of the review answers are taken that browsers still have.
STILL_TAKEN = timedelta(days=2)

type Span = tuple[datetime, datetime]


def reached(state: str, since: str) -> bool:
    """Whether an edition in ``state`` has come as far as ``since``."""
    return STATES.index(state) >= STATES.index(since)


def next_state(state: str) -> str | None:
    """Where the next step leads; none from the last."""
    place = STATES.index(state) + 1
    return STATES[place] if place < len(STATES) else None


def is_step(before: str, after: str) -> bool:
    """Whether one step leads from one state to the other, forward or back."""
    return after in (next_state(before), BACK.get(before))


def is_back(before: str, after: str) -> bool:
    """Whether this step leads back."""
    return BACK.get(before) == after


def is_frozen(part: str, state: str) -> bool:
    """Whether a part of an edition no longer changes; what is not in the table never freezes."""
    return part in FROZEN_FROM and reached(state, FROZEN_FROM[part])


def safer_internet_day(year: int) -> date:
    """The Tuesday that falls on 5 to 11 February.

    "Second day of the second week of the second month": every Safer Internet Day from 2011 to 2026
    fell on it, while the second Tuesday of February is wrong in seven of those years.
    """
    first = date(year, 2, 5)
    return first + timedelta(days=(1 - first.weekday()) % 7)


def is_around(opens: date, closes: date, day: date) -> bool:
    """Whether a window lies near enough to a Safer Internet Day to be meant for it."""
    return opens <= day + AROUND and closes >= day - AROUND


def next_year(today: date) -> int:
    """The year of the next Safer Internet Day, today's included."""
    return today.year if today <= safer_internet_day(today.year) else today.year + 1


def class_year(current: str, *, year: int, state: str) -> str:
    """The school year of a class that is made for an edition, as ``2026/2027``.

    It is the ``current`` one, unless the edition still lies in a later year.
    """
    last = int(current[-4:])
    later = year > last and not reached(state, "live")
    return f"{year - 1}/{year}" if later else current


def moved(moment: datetime, zone: ZoneInfo, *, before: date, after: date) -> datetime:
    """The same time by the clock on the wall, as far from the new day as it was from the old."""
    local = moment.astimezone(zone)
    day = after + (local.date() - before)
    return datetime.combine(day, local.time(), tzinfo=zone)


def overlapping(spans: Iterable[Span]) -> tuple[Span, Span] | None:
    """The first two spans that have time in common; one may begin as the other ends."""
    for first, second in pairwise(sorted(spans)):
        if second[0] < first[1]:
            return first, second
    return None


def begun_and_changed(before: Sequence[Span], after: Sequence[Span], at: datetime) -> Span | None:
    """A window that has begun and is not kept: its opening stays, and its end may only move later.

    Classes sit in it, or have sat, by what was announced.
    """
    closing = dict(after)
    for opens, closes in before:
        if opens <= at and (opens not in closing or closing[opens] < closes):
            return opens, closes
    return None


def to_the_second(typed: Sequence[Span], before: Sequence[Span]) -> list[Span]:
    """Typed windows, whose minutes stand for the stored moments they began as.

    A form shows and sends whole minutes; what nobody changed must not move by seconds.
    """
    stored = {one.replace(second=0, microsecond=0): one for span in before for one in span}
    return [(stored.get(opens, opens), stored.get(closes, closes)) for opens, closes in typed]
