"""What an organizer keeps an eye on beside the numbers: servers, gaps, teachers who wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from base.models import User
from competition.day.queries.outages import unsettled
from competition.models import Beat
from competition.rules.lost_time import GAP, is_outage
from schools.permissions import waiting_roles

# Whoever tries codes comes again; so long an organizer should know of it.
LATELY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DayWatch:
    """``gaps``: outages that are not settled; ``servers``: processes heard of lately; ``waiting``:
    schools of the own area with a teacher whom the user may approve; ``scanned``: a process had so
    many wrong codes lately that it told all of them alike."""

    gaps: int
    servers: int
    stands_still: bool
    waiting: int
    scanned: bool


def watch_of(user: User, *, at: datetime) -> DayWatch:
    """As it is now; four small queries."""
    beats = Beat.objects.aggregate(last=Max("at"), scanned=Max("scanned_at"))
    last, scanned = beats["last"], beats["scanned"]
    return DayWatch(
        gaps=unsettled().count(),
        servers=Beat.objects.filter(at__gt=at - GAP).count(),
        stands_still=last is not None and is_outage(last, at),
        waiting=waiting_roles(user).values("school").distinct().count(),
        scanned=scanned is not None and scanned > at - LATELY,
    )
