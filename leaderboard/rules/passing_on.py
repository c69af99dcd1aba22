"""How an award passes on, and by when a teacher confirms it, as pure functions.

Source: docs/awards.md, "Winners".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

# Whoever reaches a threshold has it from the points: those are thousands, and nobody is called.
CALLED = ("rank", "percentile", "draw")
# A day is over when it is over everywhere on earth: nobody is late by the clocks of a server.
LAST_ZONE = timedelta(hours=12)
A_WEEK, REMINDED_BEFORE = timedelta(days=7), (7, 2)
# A reserve who comes late still gets so much before the ceremony.
AT_LEAST = timedelta(days=2)
A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class AwardPlace:
    """One award of a pupil, or a reserve's place.

    ``place``: as sealed, 0 for a reserve. ``told``: it was told to the teacher. ``gone``: it has
    passed on.
    """

    award: int
    key: str
    place: int
    reserve: int
    told: bool
    gone: bool

    @property
    def is_held(self) -> bool:
        """Whether the pupil has the award now."""
        return not self.gone and (self.place > 0 or self.told)


def next_reserves(key: str, rows: Iterable[AwardPlace], many: int) -> list[AwardPlace]:
    """Who gets so many awards that pass on: the first reserves who have not had it."""
    waiting = [one for one in rows if one.key == key and one.reserve and not one.told]
    return sorted(waiting, key=lambda one: one.reserve)[:many]


def places_now(rows: Sequence[AwardPlace]) -> Mapping[int, int]:
    """``{award: place}`` of who holds an award for places now: whoever is behind moves up.

    Equals share a place as they did; reserves come after them in their order.
    """
    held = [one for one in rows if one.is_held]
    order = {one.award: (one.reserve > 0, one.reserve or one.place) for one in held}
    in_order = sorted(order.values())
    return {award: 1 + bisect_left(in_order, own) for award, own in order.items()}


def reminder_days(told: date, until: date) -> list[date]:
    """A week and two days before the date; where there is less time, after half of it and three
    quarters. Never on the day it was told."""
    span = (until - told).days
    days = {
        until - timedelta(days=min(before, span // part))
        for before, part in zip(REMINDED_BEFORE, (2, 4), strict=True)
    }
    return sorted(day for day in days if day > told)


def next_reminder(told: date, until: date, *, after: date) -> date | None:
    """The next day to remind, none after the last."""
    return next((day for day in reminder_days(told, until) if day > after), None)


def reserve_until(today: date, *, confirm_by: date, ceremony: date | None) -> date:
    """By when the teacher of a reserve confirms: a week, or the date of all if that is later; but
    before the ceremony, as far as two days are left."""
    found = max(confirm_by, today + A_WEEK)
    if ceremony is None or ceremony <= today:
        return found
    return min(found, max(ceremony - A_DAY, today + AT_LEAST))


def last_day_over(at: datetime) -> date:
    """The last day that is over everywhere on earth."""
    return (at.astimezone(UTC) - LAST_ZONE).date() - A_DAY
