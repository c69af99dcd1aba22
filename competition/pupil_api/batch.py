"""One batch of the write queue in one transaction: lock, decide, write."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import InterfaceError, OperationalError, transaction

from base import clock
from competition.pupil_api import answering, finishing, giving_back, joining, starting, storage
from competition.pupil_api.attempt_state import Batch, existing, leases_of, runs_of
from competition.pupil_api.connection import keep, throw_away
from competition.pupil_api.crowd import crowd
from competition.pupil_api.lease_state import LeaseState
from competition.pupil_api.pending import ROW_TROUBLE, Again, DatabaseAway, Outcome, PendingRequest
from competition.pupil_api.protocol import (
    AnswersBody,
    Error,
    FinishBody,
    HeartbeatBody,
    JoinBody,
    LeaveBody,
    RefusedRequest,
    StartBody,
)


def commit(items: Sequence[PendingRequest], load: float) -> list[Outcome]:
    """Store a batch; see ``WriteQueue``. Raises ``DatabaseAway`` or a ``DatabaseError``."""
    try:
        keep()
        with transaction.atomic():
            return _decide(items, Batch(clock.now(), load, crowd.pupils))
    except (OperationalError, InterfaceError) as error:
        if isinstance(error.__cause__, ROW_TROUBLE):
            raise
        throw_away()
        raise DatabaseAway(str(error)) from error


def _decide(items: Sequence[PendingRequest], batch: Batch) -> list[Outcome]:
    """Outcomes in the order of the items.

    Joins come last: they belong to other browsers than what is under way for the same attempt.
    """
    joins = joining.resolve([item for item in items if isinstance(item.body, JoinBody)])
    others = [item for item in items if not isinstance(item.body, JoinBody)]
    outcomes = _read(batch, others, joins.attempt_ids)
    outcomes.update(_over(batch, [item for item in others if id(item) not in outcomes]))
    for kind, decide in DECIDERS:
        mine = [i for i in others if isinstance(i.body, kind) and id(i) not in outcomes]
        if mine:
            outcomes.update(decide(mine, batch))
    outcomes.update(joining.decide(joins, batch))
    return [outcomes[id(item)] for item in items]


def _read(
    batch: Batch, items: Sequence[PendingRequest], joining_ids: Sequence[int]
) -> dict[int, Outcome]:
    """Lock every attempt, then read what each kind of item needs; returns the refused items."""
    locked = storage.lock({item.attempt for item in items} | set(joining_ids))
    turns = {item.attempt for item in items if isinstance(item.body, BUSY)}
    batch.turns = {row[:2]: LeaseState.of(row) for row in storage.read(turns & locked)}
    changing = [item for item in items if not isinstance(item.body, BUSY)]
    batch.runs = runs_of(locked & ({item.attempt for item in changing} | set(joining_ids)))
    batch.leases = leases_of((i.attempt, i.lease) for i in changing if i.attempt in locked)
    there = batch.turns.keys() | batch.leases.keys()
    absent = [item for item in items if (item.attempt, item.lease) not in there]
    return _refuse(absent, locked) if absent else {}


def _over(batch: Batch, items: Sequence[PendingRequest]) -> dict[int, Outcome]:
    """A credential ends with its edition: two days after the review began nothing is taken."""
    over: dict[int, Outcome] = {}
    for item in items:
        until = _answers_until(item, batch)
        if until is not None and batch.at > until:
            over[id(item)] = RefusedRequest(Error.EDITION_OVER)
    return over


def _answers_until(item: PendingRequest, batch: Batch) -> datetime | None:
    if isinstance(item.body, BUSY):
        return batch.turns[item.attempt, item.lease].row.answers_until
    return batch.runs[item.attempt].sitting.entry.edition.answers_until


def _refuse(items: Sequence[PendingRequest], locked: Collection[int]) -> dict[int, Outcome]:
    """Items whose row somebody else holds come again; those of no attempt must join again."""
    held = existing({item.attempt for item in items} - set(locked))
    return {
        id(item): Again() if item.attempt in held else RefusedRequest(Error.BAD_CREDENTIAL)
        for item in items
    }


# What only adds to an attempt and never changes it: nearly everything that comes.
BUSY = (AnswersBody, HeartbeatBody)
DECIDERS = (
    (BUSY, answering.decide),
    ((StartBody,), starting.decide),
    ((FinishBody,), finishing.decide),
    ((LeaveBody,), giving_back.decide),
)
