"""A sitting that nobody ended ends by itself."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction

from competition.models import Decision, Sitting
from competition.rules.lesson_end import LINGER, is_over
from competition.sittings.actions.sittings import close_held, lock_attempts
from competition.sittings.queries.lesson_ends import deadlines_at_work, lesson_of, perhaps_over

# So long it may take in a round, in seconds: lessons end with the bell, and other jobs wait for it.
ROUND = 3.0


def close_forgotten(*, at: datetime) -> int:
    """End what nobody ended a while after the last pupil's time; returns how many.

    Its pupils wait for their points, and an untimed card would run for ever. One that somebody
    holds is left for the next second, as is what a round has no time for; run twice at once it does
    the same as once.
    """
    until, count = time.monotonic() + ROUND, 0
    for sitting_id in perhaps_over(at):
        count += _close_if_over(sitting_id, at=at)
        if time.monotonic() > until:
            break
    return count


@transaction.atomic
def _close_if_over(sitting_id: int, *, at: datetime) -> bool:
    free = Sitting.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    found = free.filter(pk=sitting_id, closed_at__isnull=True)
    sitting = found.select_related("entry__division__edition").first()
    if sitting is None:
        return False
    # Under their locks: somebody may just have got minutes, or begun.
    attempts = lock_attempts(sitting, voided=True)
    over = is_over(lesson_of(sitting), deadlines_at_work(attempts), at)
    if not over or _just_reopened(sitting, at):
        return False
    close_held(sitting, attempts, by=None, at=at)
    return True


def _just_reopened(sitting: Sitting, at: datetime) -> bool:
    """Whoever opened it again is about to use it, whatever time is left."""
    reopened = sitting.decisions.filter(kind=Decision.Kind.REOPEN, decided_at__gt=at - LINGER)
    return reopened.exists()
