"""Beats of the servers, gaps in them, and giving the lost minutes back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from competition import exceptions
from competition.actions.results import write_results
from competition.actions.sittings import give_time
from competition.models import Attempt, Beat, Credit, Decision, Outage
from competition.rules import is_outage, lost_time, overlap
from schools.models import User

# Processes that ended long ago.
FORGOTTEN = timedelta(days=1)


@transaction.atomic
def beat(process: str, *, at: datetime) -> Outage | None:
    """Note that a process reaches the database; returns the outage this beat has ended, if any.

    A gap in which no attempt was under way is no outage: nobody lost anything by it.
    """
    last = Beat.objects.aggregate(last=Max("at"))["last"]
    outage = None
    if last is not None and is_outage(last, at) and touched(last, at).exists():
        outage, _ = Outage.objects.get_or_create(began_at=last, defaults={"ended_at": at})
    Beat.objects.update_or_create(process=process, defaults={"at": at})
    Beat.objects.filter(at__lt=at - FORGOTTEN).delete()
    return outage


def touched(began_at: datetime, ended_at: datetime) -> QuerySet[Attempt]:
    """Attempts that were under way in a gap: started before its end, not over before it began."""
    return Attempt.objects.filter(
        Q(finished_at__isnull=True) | Q(finished_at__gt=began_at),
        Q(deadline__isnull=True) | Q(deadline__gt=began_at),
        started_at__lt=ended_at,
    ).filter(Q(sitting__closed_at__isnull=True) | Q(sitting__closed_at__gt=began_at))


@transaction.atomic
def settle(outage: Outage, *, give: bool, by: User, at: datetime) -> int:
    """Decide what becomes of an outage: give its time back to all it touched, or not.

    Results that exist already are scored again. Returns how many attempts got time. Raises
    ``AlreadySettled``.
    """
    outage = Outage.objects.select_for_update(no_key=True).get(pk=outage.pk)
    if outage.settled_at is not None:
        raise exceptions.AlreadySettled
    attempts: list[Attempt] = []
    if give:
        rows = touched(outage.began_at, outage.ended_at).select_related("sitting").order_by("pk")
        attempts = list(rows.select_for_update(of=("self",), no_key=True))
        give_time(attempts, _lost(outage, attempts), kind=Credit.Kind.OUTAGE, by=by, at=at)
    outage.settled_at, outage.settled_by = at, by
    outage.save(update_fields=["settled_at", "settled_by"])
    length = int((outage.ended_at - outage.began_at).total_seconds()) if give else 0
    Decision.objects.create(kind=Decision.Kind.OUTAGE, amount=length, decided_by=by, decided_at=at)
    write_results([attempt.pk for attempt in attempts], at=at)
    return len(attempts)


def _lost(outage: Outage, attempts: list[Attempt]) -> dict[int, timedelta]:
    """``{attempt id: time to give back}``, without what a pause gives back anyway."""
    paused = _paused(outage, attempts)
    return {
        attempt.pk: max(
            lost_time(outage.began_at, outage.ended_at, attempt.started_at, attempt.deadline)
            - paused.get(attempt.pk, timedelta(0)),
            timedelta(0),
        )
        for attempt in attempts
        if attempt.started_at is not None
    }


def _paused(outage: Outage, attempts: list[Attempt]) -> dict[int, timedelta]:
    """``{attempt id: how much of the outage fell into pauses}``, past ones and one that goes on."""
    found: dict[int, timedelta] = {}
    pauses = Credit.objects.filter(attempt__in=attempts, kind=Credit.Kind.PAUSE)
    for credit in pauses:
        began = credit.given_at - timedelta(seconds=credit.seconds)
        shared = overlap(began, credit.given_at, outage.began_at, outage.ended_at)
        found[credit.attempt_id] = found.get(credit.attempt_id, timedelta(0)) + shared
    for attempt in attempts:
        if attempt.sitting.paused_at is not None and attempt.finished_at is None:
            shared = overlap(
                attempt.sitting.paused_at, outage.ended_at, outage.began_at, outage.ended_at
            )
            found[attempt.pk] = found.get(attempt.pk, timedelta(0)) + shared
    return found
