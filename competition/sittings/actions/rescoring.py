"""Scoring again what got answers after its finish: once, when no more come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from competition.models import Attempt, Edition
from competition.sittings.actions.results import write_results

BATCH = 200
# What a browser has left comes in a few requests; whoever goes on sends for one result each time.
SETTLED = timedelta(seconds=2)


@transaction.atomic
def score_late(*, at: datetime) -> int:
    """Write the results of attempts whose late answers came over 2 s ago; returns how many.

    Those of a sealed edition stay as they are. Rows that somebody holds are left for the next
    second; run twice at once it does the same as once.
    """
    waiting = Attempt.objects.filter(late_since__lte=at - SETTLED).order_by("pk")
    return _score(waiting.select_for_update(skip_locked=True, no_key=True)[:BATCH], at)


@transaction.atomic
def score_late_of(edition: Edition, *, at: datetime) -> int:
    """The same for all of one edition, however new: before a list of it is made."""
    waiting = Attempt.objects.filter(late_since__isnull=False, entry__edition=edition)
    return _score(waiting.order_by("pk").select_for_update(of=("self",), no_key=True), at)


def note_late(attempt_ids: Sequence[int], *, at: datetime) -> None:
    """Answers came after the finish of these attempts, which the caller holds."""
    Attempt.objects.filter(pk__in=attempt_ids, late_since__isnull=True).update(late_since=at)


def _score(waiting: QuerySet[Attempt], at: datetime) -> int:
    ids = [attempt.pk for attempt in waiting]
    if ids:
        write_results(ids, at=at)
        Attempt.objects.filter(pk__in=ids).update(late_since=None)
    return len(ids)
