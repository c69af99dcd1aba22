"""A sitting ends by itself, goes on after an end too early, or its pupils play anew."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Max

from base.clock import clock
from base.models import User
from competition import exceptions
from competition.models import (
    Attempt,
    Beat,
    Credit,
    Decision,
    Edition,
    Lease,
    Outage,
    Result,
    Sitting,
)
from competition.rules.lesson_end import LINGER, is_over, may_reopen
from competition.rules.lost_time import is_outage
from competition.rules.timing import HEARD_OF, time_is_up
from competition.sittings.actions.attempts import void
from competition.sittings.actions.decisions import record_decision
from competition.sittings.actions.results import end_attempts, store_attempts
from competition.sittings.actions.sittings import close_held, give_time, lock_attempts
from competition.sittings.queries.attempts import course_of, untimed_over
from competition.sittings.queries.running import deadlines_at_work, is_on, lesson_of, perhaps_over
from schools.models import Card

# So long it may take in a round, in seconds: lessons end with the bell, and other jobs wait for it.
CLOSING_ROUND = 3.0


def close_forgotten(*, at: datetime) -> int:
    """End what nobody ended a while after the last pupil's time; returns how many.

    Its pupils wait for their points, and an untimed card would run for ever. One that somebody
    holds is left for the next second, as is what a round has no time for; run twice at once it does
    the same as once.
    """
    until, count = time.monotonic() + CLOSING_ROUND, 0
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


TO_REOPEN = (Decision.Reason.MISTAKE, Decision.Reason.TECHNICAL, Decision.Reason.LESSON)
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
    if reason not in TO_REOPEN:
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


TO_PLAY_ANEW = (Decision.Reason.POWER, Decision.Reason.TECHNICAL)


@transaction.atomic
def let_play_again(
    sitting: Sitting, *, reason: str, by: User, at: datetime, card: Card | None = None
) -> int:
    """Void what was begun and not handed in, of one card or of all; returns how many.

    They play anew in the next sitting, or in this one while it is open. What a pupil has handed in
    stays; what a pupil was told points of stays on the boards, until an organizer accepts what is
    played anew. Raises ``ReasonMissing``, ``NotLive`` once it has ended and no next one can be
    opened, ``HandedIn``, ``StillAtWork`` for a computer that was heard of just now, ``NothingToDo``
    and ``EditionSealed``.
    """
    if reason not in TO_PLAY_ANEW:
        raise exceptions.ReasonMissing
    sitting = _held(sitting, at)
    begun = sitting.attempts.filter(voided_at__isnull=True, started_at__isnull=False)
    if card is not None:
        begun = begun.filter(card=card)
    attempts = list(begun.select_for_update(no_key=True).order_by("pk"))
    stopped = [one for one in attempts if one.ending != Attempt.Ending.PUPIL]
    if card is not None and attempts and not stopped:
        raise exceptions.HandedIn
    if not stopped:
        raise exceptions.NothingToDo
    if sitting.closed_at is None and _is_one_there(stopped, at):
        raise exceptions.StillAtWork
    told = [one for one in stopped if one.told_until is not None]
    going_on = [one for one in told if one.finished_at is None]
    end_attempts(going_on, ending=Attempt.Ending.CLOSED, at=at)
    counting = Result.objects.filter(attempt__in=told, counts=True)
    keep = set(counting.values_list("pk", flat=True))
    for attempt in stopped:
        void(attempt, reason=reason, by=by, at=at, keep=attempt.pk in keep)
    return len(stopped)


def _held(sitting: Sitting, at: datetime) -> Sitting:
    """Under lock. Raises ``NotLive`` where it would take an attempt for which there is no other."""
    held = Sitting.objects.select_for_update(of=("self",), no_key=True)
    related = ("entry__edition", "entry__school_class__school")
    fresh = held.select_related(*related).get(pk=sitting.pk)
    if fresh.closed_at is None or is_on(fresh.entry, Sitting.Kind(fresh.kind), at=at):
        return fresh
    raise exceptions.NotLive


def _is_one_there(attempts: list[Attempt], at: datetime) -> bool:
    """Whether a browser of them would go on with an attempt that counts no more."""
    working = [one.pk for one in attempts if one.finished_at is None]
    heard = Lease.objects.filter(attempt__in=working, heard_at__gt=at - HEARD_OF)
    return heard.exists()
