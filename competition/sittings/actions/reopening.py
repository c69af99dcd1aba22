"""A sitting that was ended too early goes on, within the lesson."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction

from base.models import User
from competition import exceptions
from competition.models import Attempt, Credit, Decision, Result, Sitting
from competition.rules.lesson_end import may_reopen
from competition.sittings.actions.decisions import record_decision
from competition.sittings.actions.sittings import give_time, lock_attempts
from competition.sittings.actions.storing import store_attempts
from competition.sittings.queries.running import is_on

REASONS = (Decision.Reason.MISTAKE, Decision.Reason.TECHNICAL, Decision.Reason.LESSON)
OPENED = ["starts_at", "paused_at", "closed_at", "act", "act_card", "acted_at"]
BACK = ["finished_at", "ending", "released_at", "late_since"]


@transaction.atomic
def reopen(sitting: Sitting, *, reason: str, by: User, at: datetime) -> Sitting:
    """Open it again: whom the closing interrupted has exactly the time that was left.

    One that was ended before anybody began waits for its start again, and one that was ended in a
    pause is paused. Who had finished stays finished. What answers came meanwhile count; on
    boards not those that came after the pupil was told points (``Attempt.told_until``). Raises
    ``ReasonMissing``, ``StillOpen``, ``TooLateToReopen``, ``NotLive`` and ``SittingCodeTaken``.
    """
    if reason not in REASONS:
        raise exceptions.ReasonMissing
    held = Sitting.objects.select_for_update(of=("self",), no_key=True)
    sitting = held.select_related("entry__edition", "entry__school_class__school").get(
        pk=sitting.pk
    )
    _refuse(sitting, at)
    attempts = lock_attempts(sitting)
    interrupted = [
        one for one in attempts if one.ending == Attempt.Ending.CLOSED and one.finished_at
    ]
    _go_back(sitting, begun=any(one.started_at for one in attempts), at=at)
    _open(sitting)
    _go_on(interrupted, by=by, at=at)
    record_decision(
        sitting, Decision.Kind.REOPEN, by=by, at=at, amount=len(interrupted), reason=reason
    )
    return sitting


def _refuse(sitting: Sitting, at: datetime) -> None:
    if sitting.closed_at is None:
        raise exceptions.StillOpen
    if not may_reopen(sitting.closed_at, at):
        raise exceptions.TooLateToReopen
    if not is_on(sitting.entry, Sitting.Kind(sitting.kind), at=at):
        raise exceptions.NotLive


def _go_back(sitting: Sitting, *, begun: bool, at: datetime) -> None:
    """To where its end came: closing takes a pause back, and lets a countdown run on."""
    if not begun:
        sitting.starts_at = None
        return
    turns = sitting.decisions.filter(kind__in=[Decision.Kind.PAUSE, Decision.Kind.RESUME])
    last = turns.first()
    if last is not None and last.kind == Decision.Kind.PAUSE:
        sitting.paused_at = at


def _open(sitting: Sitting) -> None:
    """What was done before is over."""
    sitting.closed_at = None
    sitting.act, sitting.act_card, sitting.acted_at = "", None, None
    try:
        with transaction.atomic():
            sitting.save(update_fields=OPENED)
    except IntegrityError as error:
        raise exceptions.SittingCodeTaken from error


def _go_on(attempts: Sequence[Attempt], *, by: User, at: datetime) -> None:
    """Take back what the closing wrote, finish and result, and give the time between.

    The receipt stays: who has copied it has it on paper, and the next finish hands out no other.
    """
    given = {one.pk: at - one.finished_at for one in attempts if one.finished_at}
    Result.objects.filter(attempt__in=attempts).delete()
    for one in attempts:
        one.finished_at, one.ending, one.late_since = None, "", None
        # From whatever computer: the page may have been left.
        one.released_at = at
    store_attempts(attempts, BACK)
    give_time(attempts, given, kind=Credit.Kind.PAUSE, by=by, at=at)
