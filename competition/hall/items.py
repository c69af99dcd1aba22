"""What waits in the lane: one validated request with the future its browser waits on."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from competition.hall.wire import Body, JoinBody, Refused, Reply


class Again(Exception):
    """The row is locked by somebody else: the item goes back to the front of the lane."""


class DatabaseAway(Exception):
    """The database cannot be reached, or cannot write: nobody's item can be stored now."""


Outcome = Reply | Refused | Again


@dataclass(slots=True, eq=False)
class Item:
    """One request. ``attempt`` and ``lease`` come from the credential; a join has none yet."""

    body: Body
    attempt: int = 0
    lease: int = 0
    future: asyncio.Future[Outcome] | None = None
    since: float = field(default_factory=time.monotonic)
    # Somebody else held its row: how long it takes says nothing about the lane.
    held_up: bool = False

    @property
    def key(self) -> tuple[str, int]:
        """What the item is about: an attempt, or before that a card in a sitting."""
        if isinstance(self.body, JoinBody):
            return self.body.code, self.body.number
        return "", self.attempt


def cut(waiting: list[Item], limit: int) -> int:
    """How many of the waiting items go into the next batch.

    The batch ends before an item whose attempt is in it already with another kind of request, and
    before the second join of a card, so that order per attempt is order of arrival.
    """
    kinds: dict[tuple[str, int], type[Body]] = {}
    for index, item in enumerate(waiting[:limit]):
        kind = type(item.body)
        if item.key in kinds and (kind is JoinBody or kinds[item.key] is not kind):
            return index
        kinds[item.key] = kind
    return min(len(waiting), limit)
