"""Finishing attempts whose time ran out while no browser said so."""

from __future__ import annotations

import time
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from base.clock import clock
from competition.models import Attempt, Beat, Edition, Outage
from competition.rules.lost_time import is_outage
from competition.rules.timing import time_is_up
from competition.sittings.actions.closing import close_forgotten
from competition.sittings.actions.results import end_attempts
from competition.sittings.queries.attempts import course_of
from competition.sittings.queries.untimed_ends import untimed_over

# So few are locked at a time that nobody waits for one of them, whoever else wants the processor.
BATCH = 50
# How long one edition may take in a round, in seconds: the other jobs wait for it.
ROUND = 5.0


def sweep(*, at: datetime) -> int:
    """Finish what is past deadline and grace; returns how many.

    Does nothing while an outage is unsettled or not noticed yet, or while the clocks disagree. No
    time runs out while nobody serves pupils: what they could not send in it may be given back. Rows
    that somebody holds are left for the next second; run twice at once it does the same as once.
    """
    served = Beat.objects.aggregate(last=Max("at"))["last"]
    if not clock.steady or _gap_is_open(served, at):
        return 0
    asleep = [Edition.State.DRAFT, Edition.State.ARCHIVED]
    close_forgotten(at=at)
    awake = Edition.objects.exclude(state__in=asleep)
    return sum(_sweep_edition(edition, min(served or at, at), at=at) for edition in awake)


def _gap_is_open(last: datetime | None, at: datetime) -> bool:
    if last is not None and is_outage(last, at):
        return True
    return Outage.objects.filter(settled_at__isnull=True).exists()


def _sweep_edition(edition: Edition, served: datetime, *, at: datetime) -> int:
    """``served`` is when pupils could last be served. Whole lessons end in the same minute."""
    until, count = time.monotonic() + ROUND, 0
    while ended := _end_some(edition, served, at=at):
        count += ended
        if ended < BATCH or time.monotonic() > until:
            break
    return count


@transaction.atomic
def _end_some(edition: Edition, served: datetime, *, at: datetime) -> int:
    grace = timedelta(seconds=edition.grace_seconds)
    running = (
        Attempt.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
        .filter(
            entry__edition=edition,
            started_at__isnull=False,
            finished_at__isnull=True,
            voided_at__isnull=True,
            sitting__paused_at__isnull=True,
            sitting__closed_at__isnull=True,
        )
        .select_related("sitting")
        .order_by("pk")
    )
    timed = running.filter(deadline__lte=served - grace)[:BATCH]
    over = [a for a in timed if time_is_up(course_of(a, a.sitting), served, grace)]
    if untimed := untimed_over(edition, served)[:BATCH]:
        over += running.filter(pk__in=untimed)
    end_attempts(over, ending=Attempt.Ending.TIME, at=at)
    return len(over)
