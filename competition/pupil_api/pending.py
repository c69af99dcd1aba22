"""What waits in the write queue: one validated request with the future its browser waits on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from psycopg import errors as postgres

from competition.pupil_api.protocol import (
    Body,
    FinishBody,
    JoinBody,
    LeaveBody,
    RefusedRequest,
    Reply,
    StartBody,
)


class Again(Exception):
    """The row is locked by somebody else: the item goes back to the front of the write queue."""


class DatabaseAway(Exception):
    """The database cannot be reached, or cannot write: nobody's item can be stored now."""


Outcome = Reply | RefusedRequest | Again

# Causes of a ``DatabaseError`` that are troubles of one row, not of the database.
ROW_TROUBLE = (postgres.LockNotAvailable, postgres.QueryCanceled, postgres.DeadlockDetected)


@dataclass(slots=True, eq=False)
class PendingRequest:
    """One request. ``attempt`` and ``lease`` come from the credential; a join has none yet."""

    body: Body
    attempt: int = 0
    lease: int = 0
    future: asyncio.Future[Outcome] | None = None
    since: float = field(default_factory=time.monotonic)
    # Somebody else held its row: how long it takes says nothing about the write queue.
    held_up: bool = False
    # A batch with it had to wait for a row: it goes into one of its own.
    alone: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What the item is about: an attempt, or before that a card in a sitting."""
        if isinstance(self.body, JoinBody):
            return self.body.code, self.body.number
        return "", self.attempt


# What changes an attempt itself. Each comes a few times in a lesson, and a batch pays some ten
# statements for the first of its kind.
RARE = (JoinBody, StartBody, FinishBody, LeaveBody)


def pick(
    waiting: Iterable[PendingRequest],
    limit: int,
    *,
    hold: bool = False,
    passed: Collection[tuple[str, int]] = (),
    alone: bool = True,
) -> list[PendingRequest]:
    """The next batch, in order of arrival; ``hold`` leaves the rare kinds for a later one.

    An item is left behind if its attempt is in the batch already with another kind of request, if
    it is the second join of a card, or if an earlier one of the same attempt was left behind or is
    elsewhere (``passed`` are keys of those): so order per attempt stays order of arrival. One that
    goes alone is the batch if it comes first and ``alone`` lets it.
    """
    kinds: dict[tuple[str, int], type[Body]] = {}
    behind = set(passed)
    batch: list[PendingRequest] = []
    for item in waiting:
        key, kind = item.key, type(item.body)
        if item.alone and alone and not batch and key not in behind:
            return [item]
        fits = kinds.get(key) in (None, kind) and not (kind is JoinBody and key in kinds)
        if key in behind or not fits or item.alone or (hold and kind in RARE):
            behind.add(key)
            continue
        kinds[key] = kind
        batch.append(item)
        if len(batch) == limit:
            break
    return batch
