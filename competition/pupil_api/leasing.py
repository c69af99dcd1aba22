"""What a join writes: the attempt it begins or goes on with, and its lease."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from competition.models import Attempt, Lease, PinGuess, Sitting
from competition.pupil_api.attempt_state import AttemptState, Batch, store_leases
from competition.pupil_api.pending import Outcome, PendingRequest
from competition.pupil_api.protocol import JoinBody
from competition.sittings.actions.storing import store_attempts
from schools.models import Card


@dataclass(slots=True)
class PendingJoin:
    """One join on its way: what its digits were found to mean."""

    item: PendingRequest
    body: JoinBody
    sitting: Sitting | None = None
    card: Card | None = None
    guess: PinGuess | None = None
    attempt: Attempt | None = None
    # What was marked to check at the computer before this one.
    marked: int = 0
    # The lease that this very join was given before; its reply was lost.
    given: Lease | None = None
    outcome: Outcome | None = None


def store(joins: Sequence[PendingJoin], batch: Batch) -> None:
    """Attempts and leases of these joins, in a few statements; ``batch.runs`` knows them then."""
    again = [join for join in joins if join.attempt is not None and join.given is None]
    fresh = [join for join in joins if join.attempt is None]
    for join in fresh:
        join.attempt = _new_attempt(join, batch.at)
    Attempt.objects.bulk_create([join.attempt for join in fresh if join.attempt])
    taken_over = [_take_over(join, batch.at) for join in again]
    store_attempts(taken_over, ["lease", "released_at", "sitting", "admitted_at"])
    for join in joins:
        if join.attempt is not None:
            batch.runs[join.attempt.pk] = _run(join, batch)
    store_leases(_lease(join, join.attempt, batch.at) for join in joins if join.attempt)


def _take_over(join: PendingJoin, at: datetime) -> Attempt:
    """The attempt with its next lease, which another browser now has."""
    assert join.attempt is not None and join.sitting is not None  # noqa: S101, PT018
    _move(join.attempt, join.sitting, at)
    join.attempt.lease += 1
    join.attempt.released_at = None
    return join.attempt


def _run(join: PendingJoin, batch: Batch) -> AttemptState:
    assert join.attempt is not None and join.sitting is not None  # noqa: S101, PT018
    known = batch.runs.get(join.attempt.pk)
    same = known is not None and known.sitting.pk == join.attempt.sitting_id
    return known if known is not None and same else AttemptState(join.attempt, join.sitting)


def _move(attempt: Attempt, sitting: Sitting, at: datetime) -> None:
    """An attempt that has not started goes along to the sitting whose code was typed."""
    if attempt.started_at is None and attempt.sitting_id != sitting.pk:
        attempt.sitting = sitting
        attempt.admitted_at = at if sitting.starts_at is None else None


def _new_attempt(join: PendingJoin, at: datetime) -> Attempt:
    assert join.sitting is not None and join.card is not None  # noqa: S101, PT018
    sitting = join.sitting
    return Attempt(
        card=join.card,
        entry=sitting.entry,
        sitting=sitting,
        kind=sitting.kind,
        language=join.body.language or sitting.entry.school_class.language,
        joined_at=at,
        admitted_at=at if sitting.starts_at is None else None,
        lease=1,
    )


def _lease(join: PendingJoin, attempt: Attempt, at: datetime) -> Lease:
    if join.given is not None:
        join.given.heard_at = at
        return join.given
    return Lease(
        attempt=attempt,
        number=attempt.lease,
        opened_at=at,
        heard_at=at,
        active_at=at,
        marked=join.marked,
        join_id=join.body.id,
    )
