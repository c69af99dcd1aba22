"""A sitting that nobody ended ends by itself, unless its teacher keeps it open."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from base.models import User
from competition.exceptions import NothingToDo
from competition.models import Decision, Sitting
from competition.rules.lesson_end import KEPT, ends_by_itself, is_over
from competition.sittings.actions.decisions import record_decision, refuse_twice
from competition.sittings.actions.sittings import close_held, lock_attempts, lock_open
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
    if not is_over(lesson_of(sitting), deadlines_at_work(attempts), at):
        return False
    close_held(sitting, attempts, by=None, at=at)
    return True


@transaction.atomic
def keep_open(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Let it end 20 minutes later than it would. Raises ``NothingToDo`` while it has no end, and
    ``DoneJustNow``."""
    sitting = lock_open(sitting)
    refuse_twice(sitting, Decision.Kind.KEEP, by=by, at=at, alike=Q())
    end = ends_by_itself(lesson_of(sitting), deadlines_at_work(lock_attempts(sitting)))
    if end is None:
        raise NothingToDo
    sitting.kept_until = max(end, at) + KEPT
    sitting.save(update_fields=["kept_until"])
    seconds = round(KEPT.total_seconds())
    reason = Decision.Reason.LESSON
    record_decision(sitting, Decision.Kind.KEEP, by=by, at=at, amount=seconds, reason=reason)
    return sitting
