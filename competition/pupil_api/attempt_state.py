"""Attempts under lock, as one batch of the write queue sees them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from competition.models import Attempt, Lease, Sitting
from competition.pupil_api.lease_state import LeaseState, needs_of, state_of
from competition.pupil_api.protocol import AttemptReply
from competition.rules import timing
from competition.sittings.queries.attempts import course_of


@dataclass(slots=True)
class AttemptState:
    """One locked attempt with its sitting, for whatever changes the attempt itself."""

    attempt: Attempt
    sitting: Sitting

    @property
    def course(self) -> timing.Course:
        """The moments that decide what may happen; read anew, since a batch changes them."""
        return course_of(self.attempt, self.sitting)

    def state(self, lease: int, batch: Batch) -> AttemptReply:
        """The state for one browser."""
        return state_of(
            self.course,
            current=lease == self.attempt.lease,
            receipt=self.attempt.receipt,
            notice=self.sitting.notice,
            grace=self.sitting.entry.edition.grace_seconds,
            at=batch.at,
            load=batch.load,
            pupils=batch.pupils,
            sitting=self.sitting.pk,
            released=self.attempt.released_at is not None,
            voided=self.attempt.voided_at is not None,
            card_number=self.attempt.card.number,
            needs=needs_of(self.attempt.card),
        )


@dataclass(slots=True)
class Batch:
    """What the deciders of one transaction share: all of it read under the attempts' locks."""

    at: datetime
    load: float
    # How many browsers come to all write queues together.
    pupils: int = 0
    turns: dict[tuple[int, int], LeaseState] = field(default_factory=dict)
    runs: dict[int, AttemptState] = field(default_factory=dict)
    leases: dict[tuple[int, int], Lease] = field(default_factory=dict)


def runs_of(attempt_ids: Collection[int]) -> dict[int, AttemptState]:
    """``{attempt id: run}`` for locked attempts; two queries."""
    if not attempt_ids:
        return {}
    attempts = list(Attempt.objects.filter(pk__in=attempt_ids).select_related("card"))
    sittings = (
        Sitting.objects.filter(pk__in={attempt.sitting_id for attempt in attempts})
        .select_related("entry__edition", "entry__division")
        .in_bulk()
    )
    return {run.pk: AttemptState(run, sittings[run.sitting_id]) for run in attempts}


def existing(attempt_ids: Iterable[int]) -> set[int]:
    """Which of these attempts exist, locked or not."""
    return set(Attempt.objects.filter(pk__in=list(attempt_ids)).values_list("pk", flat=True))


def leases_of(keys: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Lease]:
    """``{(attempt id, number): lease}`` for these keys; one query."""
    keys = set(keys)
    if not keys:
        return {}
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
