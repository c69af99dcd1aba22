"""Attempts under lock, as one batch of the lane sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from competition import timing
from competition.hall.wire import State
from competition.models import Attempt, Lease, Sitting
from competition.queries.attempts import course_of
from competition.rules import pace


@dataclass(slots=True)
class Run:
    """One locked attempt with its sitting."""

    attempt: Attempt
    sitting: Sitting

    @property
    def course(self) -> timing.Course:
        """The moments that decide what may happen; read anew, since a batch changes them."""
        return course_of(self.attempt, self.sitting)

    def state(self, lease: int, *, at: datetime, load: float) -> State:
        """The state for one browser. A superseded lease learns nothing but that it is one."""
        course = self.course
        phase = timing.phase(course, at)
        waiting = phase in (timing.Phase.WAITING, timing.Phase.LATE, timing.Phase.STARTING)
        advice = pace(load, self.grace, waiting=waiting)
        left = timing.seconds_left(course, at)
        starts_in = None
        if phase is timing.Phase.STARTING and course.starts_at is not None:
            starts_in = max((course.starts_at - at).total_seconds(), 0.0)
        current = lease == self.attempt.lease
        return State(
            phase=phase.value,
            left=None if left is None else round(left, 1),
            starts_in=starts_in,
            current=current,
            wait=advice.wait,
            beat=advice.beat,
            receipt=self.attempt.receipt if current else None,
        )

    @property
    def grace(self) -> float:
        """The edition's grace in seconds."""
        return float(self.sitting.entry.edition.grace_seconds)


@dataclass(slots=True)
class Batch:
    """What the deciders of one transaction share."""

    at: datetime
    load: float
    runs: dict[int, Run] = field(default_factory=dict)
    leases: dict[tuple[int, int], Lease] = field(default_factory=dict)


def lock_runs(attempt_ids: Iterable[int]) -> dict[int, Run]:
    """Lock attempts in key order and read their sittings afterwards; two queries.

    Rows locked by somebody else are left out rather than waited for, so that one stuck row does
    not hold the batch. Sittings are read, not locked: every action of a teacher that matters to an
    attempt locks that attempt too, so what is read here is what was last committed for it.
    """
    ids = sorted(set(attempt_ids))
    attempts = list(
        Attempt.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(pk__in=ids)
        .order_by("pk")
    )
    sittings = (
        Sitting.objects.filter(pk__in={attempt.sitting_id for attempt in attempts})
        .select_related("entry__edition", "entry__division")
        .in_bulk()
    )
    return {run.pk: Run(run, sittings[run.sitting_id]) for run in attempts}


def existing(attempt_ids: Iterable[int]) -> set[int]:
    """Which of these attempts exist, locked or not."""
    return set(Attempt.objects.filter(pk__in=list(attempt_ids)).values_list("pk", flat=True))


def leases_of(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Lease]:
    """``{(attempt id, number): lease}`` for these keys; one query."""
    keys = set(keys)
    rows = Lease.objects.filter(
        attempt__in={attempt for attempt, _ in keys}, number__in={number for _, number in keys}
    )
    return {
        (row.attempt_id, row.number): row for row in rows if (row.attempt_id, row.number) in keys
    }


def store_leases(leases: Iterable[Lease]) -> None:
    """Insert or update leases in one statement."""
    Lease.objects.bulk_create(
        list(leases),
        update_conflicts=True,
        unique_fields=["attempt", "number"],
        update_fields=["heard_at", "active_at", "top_seq", "on_question", "answered"],
    )
