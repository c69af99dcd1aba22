"""Who has which place of an award, and by when a teacher confirms it, as pure functions.

Source: docs/awards.md, "Winners".
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

# Whoever reaches a threshold has it from the points: those are thousands, and nobody is called.
CALLED = ("rank", "percentile", "draw")
A_WEEK, REMINDED_BEFORE = timedelta(days=7), timedelta(days=2)
# Who steps in late still gets so much before the ceremony.
AT_LEAST, A_DAY = timedelta(days=2), timedelta(days=1)


def seats(
    listed: Sequence[tuple[int, str]],
    reserves: Sequence[tuple[int, str]],
    *,
    gone: Collection[str],
    stepped_in: Collection[str],
    moves_up: bool,
) -> Mapping[str, int]:
    """``{ticket: place}`` of who has an award now.

    ``listed``: places with their tickets, ``reserves``: in their order. For each of those who are
    ``gone`` one who has ``stepped_in`` has a place. ``moves_up``: whoever is behind moves up,
    equals share a place as they did, and who stepped in comes last; in a draw the place itself goes
    over.
    """
    held = sorted((place, ticket) for place, ticket in listed if ticket not in gone)
    free = sorted(place for place, ticket in listed if ticket in gone)
    may = [ticket for ticket in stepped_in if ticket not in gone]
    came = [ticket for _number, ticket in sorted(reserves) if ticket in may]
    seated = list(zip(free, came, strict=False))
    if not moves_up:
        return {ticket: place for place, ticket in [*held, *seated]}
    places = [place for place, _ticket in held]
    found = {ticket: 1 + bisect_left(places, place) for place, ticket in held}
    return found | {ticket: len(held) + n for n, (_place, ticket) in enumerate(seated, start=1)}


def reminder_day(today: date, until: date) -> date | None:
    """Two days before the date; never on the day it is told."""
    day = until - REMINDED_BEFORE
    return day if day > today else None


def late_until(today: date, *, confirm_by: date, ceremony: date | None) -> date:
    """By when somebody who comes late is confirmed: a week, or the date of all if that is later;
    but before the ceremony, as far as two days are left."""
    found = max(confirm_by, today + A_WEEK)
    if ceremony is None or ceremony <= today:
        return found
    return min(found, max(ceremony - A_DAY, today + AT_LEAST))
