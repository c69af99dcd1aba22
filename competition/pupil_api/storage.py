"""The three statements of the write queue's busiest path: lock, read, write.

``storage_orm`` says what each has to do and is what every database gets; ``storage_postgresql``
says the same in PostgreSQL's own words, for a fraction of the processor time.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from django.db import DatabaseError, connection

from competition.pupil_api import storage_orm, storage_postgresql
from competition.pupil_api.lease_state import LeaseRow, LeaseState, Stored


class WrittenInPart(DatabaseError):
    """Fewer rows were written than asked for: nothing of the batch may be acknowledged."""


class Storage(Protocol):
    """What both modules offer."""

    def lock(self, attempt_ids: Collection[int]) -> set[int]: ...
    def read(self, attempt_ids: Collection[int]) -> list[LeaseRow]: ...
    def write(
        self, answers: Sequence[Stored], turns: Collection[LeaseState], *, at: datetime
    ) -> tuple[int, int]: ...


def _chosen() -> Storage:
    return storage_postgresql if connection.vendor == "postgresql" else storage_orm


def lock(attempt_ids: Collection[int]) -> set[int]:
    """Lock attempts in key order; returns those that are locked now, by us.

    Rows held by somebody else are left out rather than waited for: one stuck row does not hold the
    batch. Sittings are read, not locked: every action of a teacher that matters to an attempt locks
    that attempt too, so what is read after this is what was last committed for it.
    """
    return _chosen().lock(attempt_ids) if attempt_ids else set()


def read(attempt_ids: Collection[int]) -> list[LeaseRow]:
    """Every lease of these attempts, which must be locked already."""
    return _chosen().read(attempt_ids) if attempt_ids else []


def write(answers: Sequence[Stored], turns: Collection[LeaseState], *, at: datetime) -> None:
    """Insert answers and note what was heard of leases.

    Raises ``WrittenInPart``, or what the database says of a row it does not take.
    """
    if _chosen().write(answers, turns, at=at) != (len(answers), len(turns)):
        raise WrittenInPart
