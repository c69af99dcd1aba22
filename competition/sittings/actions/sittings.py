"""What a teacher does to a sitting. Each action locks the sitting, then the attempts it touches in
key order, and leaves a Decision on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from base.models import User
from competition import exceptions
from competition.editions.queries.visible import window_is_open
from competition.models import (
    Attempt,
    Credit,
    Decision,
    Outage,
    PinGuess,
    Sitting,
    WaitingBrowser,
)
from competition.notices.actions.acts import note_act
from competition.rules import timing
from competition.sittings.actions.decisions import record_decision, refuse_twice
from competition.sittings.actions.results import end_attempts
from competition.sittings.actions.storing import store_attempts
from competition.sittings.queries.approvals import approved_now
from schools.models import Card


@transaction.atomic
def start_all(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Set the common moment a few seconds ahead, so that every browser hears of it before.

    Raises ``SittingClosed``, ``AlreadyStarted``, and ``WindowOver`` for an official one.
    """
    may_begin = _may_begin(sitting, at)
    sitting = lock_open(sitting)
    if sitting.starts_at is not None:
        raise exceptions.AlreadyStarted
    if not may_begin:
        raise exceptions.WindowOver
    sitting.starts_at = at + timing.START_NOTICE
    sitting.save(update_fields=["starts_at"])
    # Whoever joined while this waited for the lock was let in by the join itself.
    lock_attempts(sitting)
    sitting.attempts.filter(admitted_at__isnull=True).update(admitted_at=at)
    record_decision(sitting, Decision.Kind.START, by=by, at=at)
    return sitting


def _may_begin(sitting: Sitting, at: datetime) -> bool:
    """Whether it is a rehearsal, or its country's window is open still: the answers follow it."""
    if sitting.kind != Sitting.Kind.OFFICIAL:
        return True
    entry = sitting.entry
    return window_is_open(entry.edition, entry.school_class.school.country_id, at=at)


@transaction.atomic
def pause(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Stop the clocks of the whole sitting."""
    sitting = lock_open(sitting)
    if sitting.starts_at is None:
        raise exceptions.NotStarted
    if sitting.paused_at is not None:
        raise exceptions.AlreadyPaused
    lock_attempts(sitting)
    sitting.paused_at = at
    sitting.save(update_fields=["paused_at"])
    record_decision(sitting, Decision.Kind.PAUSE, by=by, at=at)
    return sitting


@transaction.atomic
def resume(sitting: Sitting, *, by: User, at: datetime) -> Sitting:
    """Let the clocks go on; every running attempt gets the paused time back to the second."""
    sitting = lock_open(sitting)
    if sitting.paused_at is None:
        raise exceptions.NotPaused
    attempts = lock_attempts(sitting, voided=True)
    _end_pause(sitting, attempts, by=by, at=at)
    # Who was let in and could not begin in the pause gets ready from now on.
    ready = [one.pk for one in attempts if one.admitted_at and not one.started_at]
    Attempt.objects.filter(pk__in=ready).update(admitted_at=at)
    record_decision(sitting, Decision.Kind.RESUME, by=by, at=at)
    return sitting


def _end_pause(
    sitting: Sitting, attempts: Sequence[Attempt], *, by: User | None, at: datetime
) -> None:
    paused_at = sitting.paused_at
    if paused_at is None:
        return
    # Who finished in the pause stood still until then, and that is not worked. What is voided lacks
    # nothing once that is taken back.
    there = [a for a in attempts if a.started_at and (a.finished_at or at) > paused_at]
    given = {
        a.pk: (a.finished_at or at) - max(paused_at, a.started_at) for a in there if a.started_at
    }
    give_time(there, given, kind=Credit.Kind.PAUSE, by=by, at=at)
    sitting.paused_at = None
    sitting.save(update_fields=["paused_at"])


@transaction.atomic
def close(sitting: Sitting, *, by: User | None, at: datetime) -> Sitting:
    """Close the sitting; attempts that are still running are finished with what is stored.

    ``by`` is nobody where the sweeper closes what a teacher forgot.
    """
    sitting = lock_open(sitting)
    close_held(sitting, lock_attempts(sitting, voided=True), by=by, at=at)
    return sitting


def close_held(
    sitting: Sitting, attempts: Sequence[Attempt], *, by: User | None, at: datetime
) -> None:
    """The same, where the caller has locked the open sitting, then all of its attempts, voided ones
    too."""
    _end_pause(sitting, attempts, by=by, at=at)
    sitting.closed_at = at
    # Whoever leaves the school later takes no results along.
    if Sitting.objects.filter(approved_now(), pk=sitting.pk).exists():
        sitting.approved_at = at
    sitting.save(update_fields=["closed_at", "approved_at"])
    if sitting.without_pins:
        # Opened again, everybody comes in anew.
        WaitingBrowser.objects.filter(sitting=sitting).delete()
    running = [a for a in attempts if a.started_at and not (a.finished_at or a.voided_at)]
    end_attempts(running, ending=Attempt.Ending.CLOSED, at=at)
    record_decision(sitting, Decision.Kind.CLOSE, by=by, at=at, amount=len(running))


@transaction.atomic
def release(sitting: Sitting, *, card: Card, by: User, at: datetime) -> None:
    """Free a card for another browser, and wipe its wrong PINs."""
    sitting = lock_open(sitting)
    attempt = lock_attempts(sitting, card=card)
    for one in attempt:
        one.released_at = at
        one.save(update_fields=["released_at"])
    PinGuess.objects.filter(sitting=sitting, card=card).update(wrong=0)
    first = attempt[0] if attempt else None
    record_decision(sitting, Decision.Kind.RELEASE, by=by, at=at, attempt=first, card=card)


@transaction.atomic
def admit(sitting: Sitting, *, by: User, at: datetime, card: Card | None = None) -> int:
    """Let in a pupil who came after the common start, or all of them; returns how many.

    Each is on record. Raises ``NotStarted``, and ``NothingToDo`` where nobody waits.
    """
    sitting = lock_open(sitting)
    if sitting.starts_at is None:
        raise exceptions.NotStarted
    waiting = [a for a in lock_attempts(sitting, card=card) if a.admitted_at is None]
    if not waiting:
        raise exceptions.NothingToDo
    for attempt in waiting:
        attempt.admitted_at = at
        attempt.save(update_fields=["admitted_at"])
        kind, one = Decision.Kind.ADMIT, attempt.card
        record_decision(sitting, kind, by=by, at=at, attempt=attempt, card=one)
    if card is None:
        # Several screens have to show it, not the last one only.
        note_act(sitting, Decision.Kind.ADMIT, at=at)
    return len(waiting)


@transaction.atomic
def give_minutes(
    sitting: Sitting,
    *,
    minutes: int,
    by: User,
    at: datetime,
    card: Card | None = None,
    reason: str = "",
) -> int:
    """Give 1 to 60 minutes to one card or to all who are at work; returns to how many.

    Raises ``BadMinutes``, ``DoneJustNow``, and ``NothingToDo`` when nobody is at work.
    """
    if not 1 <= minutes <= 60:
        raise exceptions.BadMinutes
    sitting = lock_open(sitting)
    alike = Q(card=card, amount=minutes * 60)
    refuse_twice(sitting, Decision.Kind.EXTRA, by=by, at=at, alike=alike)
    attempts = lock_attempts(sitting, card=card)
    timed = [a for a in attempts if a.deadline and not a.finished_at]
    if not timed:
        raise exceptions.NothingToDo
    given = {a.pk: timedelta(minutes=minutes) for a in timed}
    give_time(timed, given, kind=Credit.Kind.EXTRA, by=by, at=at)
    one = timed[0] if card else None
    record_decision(
        sitting,
        Decision.Kind.EXTRA,
        by=by,
        at=at,
        attempt=one,
        card=card,
        amount=minutes * 60,
        reason=reason,
    )
    return len(timed)


def give_time(
    attempts: Sequence[Attempt],
    given: dict[int, timedelta],
    *,
    kind: Credit.Kind,
    by: User | None,
    at: datetime,
    outage: Outage | None = None,
) -> None:
    """Credit attempts, whose rows the caller has locked, and move their deadlines along."""
    given_rows = []
    for attempt in attempts:
        seconds = round(given[attempt.pk].total_seconds())
        if seconds < 1:
            continue
        given_rows.append(
            Credit(
                attempt=attempt,
                kind=kind,
                seconds=seconds,
                given_at=at,
                given_by=by,
                outage=outage,
            )
        )
        if attempt.deadline is not None:
            attempt.deadline += timedelta(seconds=seconds)
    Credit.objects.bulk_create(given_rows)
    store_attempts(attempts, ["deadline"])


def lock_open(sitting: Sitting) -> Sitting:
    """The sitting under lock and as it is now. Raises ``SittingClosed``."""
    fresh = Sitting.objects.select_for_update(no_key=True).get(pk=sitting.pk)
    if fresh.closed_at is not None:
        raise exceptions.SittingClosed
    return fresh


def lock_attempts(
    sitting: Sitting, card: Card | None = None, *, voided: bool = False
) -> list[Attempt]:
    """Its attempts that stand, or the one of a card, locked in key order; ``voided``: as well those
    that count no more."""
    attempts = sitting.attempts.all()
    if not voided:
        attempts = attempts.filter(voided_at__isnull=True)
    if card is not None:
        attempts = attempts.filter(card=card)
    return list(attempts.select_for_update(no_key=True).order_by("pk"))
