"""Whom a power cut or another trouble stopped may play again; nothing is deleted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from competition import exceptions
from competition.models import Attempt, Decision, Lease, Result, Sitting
from competition.rules.timing import HEARD_OF
from competition.sittings.actions.attempts import void
from competition.sittings.actions.results import end_attempts
from competition.sittings.queries.running import is_on
from schools.models import Card

REASONS = (Decision.Reason.POWER, Decision.Reason.TECHNICAL)


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
    if reason not in REASONS:
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
