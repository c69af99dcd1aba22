"""Attempts with what scoring needs, read in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Max, Sum

from competition.models import Answer, Attempt, Credit, Decision, Sitting
from competition.scoring import Event
from competition.timing import Course


def course_of(attempt: Attempt, sitting: Sitting) -> Course:
    """The moments of an attempt and its sitting."""
    return Course(
        starts_at=sitting.starts_at,
        paused_at=sitting.paused_at,
        closed_at=sitting.closed_at,
        admitted_at=attempt.admitted_at,
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        finished_at=attempt.finished_at,
    )


def events_of(attempt_ids: Iterable[int]) -> dict[int, list[Event]]:
    """``{attempt id: its stored answers}``; one query."""
    found: dict[int, list[Event]] = {}
    rows = Answer.objects.filter(attempt__in=list(attempt_ids)).values_list(
        "attempt_id", "lease", "seq", "question", "choice", "received_at"
    )
    for attempt_id, lease, seq, question, choice, received_at in rows:
        event = Event(lease, seq, question, choice, received_at)
        found.setdefault(attempt_id, []).append(event)
    return found


def last_received(attempt_ids: Iterable[int]) -> dict[int, datetime]:
    """``{attempt id: when its newest answer was received}``; one query."""
    rows = Answer.objects.filter(attempt__in=list(attempt_ids)).values_list("attempt_id")
    return dict(rows.annotate(last=Max("received_at")).order_by())


def standing_still(attempt_ids: Iterable[int]) -> dict[int, timedelta]:
    """``{attempt id: time credited for pauses and outages}``; one query."""
    rows = Credit.objects.filter(
        attempt__in=list(attempt_ids), kind__in=[Credit.Kind.PAUSE, Credit.Kind.OUTAGE]
    ).values_list("attempt_id")
    return {
        attempt_id: timedelta(seconds=seconds)
        for attempt_id, seconds in rows.annotate(total=Sum("seconds")).order_by()
    }


def late_accepted(attempt_ids: Iterable[int]) -> set[int]:
    """The attempts whose late answers a person decided to accept; one query."""
    return set(
        Decision.objects.filter(
            attempt__in=list(attempt_ids), kind=Decision.Kind.ACCEPT_LATE
        ).values_list("attempt_id", flat=True)
    )
