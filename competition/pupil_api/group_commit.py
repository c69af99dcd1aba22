"""The write queue: one queue and one writer thread per process, with group commit.

Whatever has arrived while the last commit ran is the next batch; a future is resolved only after
its batch is committed. Why so: ``docs/decisions.md`` and ``docs/architecture.md``.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, islice

from django.db import DatabaseError, InterfaceError

from competition import metrics
from competition.pupil_api.connection import give_back
from competition.pupil_api.latency import LatencyWindow
from competition.pupil_api.pending import (
    RARE,
    ROW_TROUBLE,
    Again,
    DatabaseAway,
    Outcome,
    PendingRequest,
)
from competition.pupil_api.protocol import Body, Error, RefusedRequest
from competition.pupil_api.queue import RequestQueue

log = logging.getLogger(__name__)

Commit = Callable[[Sequence[PendingRequest], float], list[Outcome]]


@dataclass(frozen=True, slots=True)
class QueueLimits:
    """Sizes and times of a write queue; times in seconds.

    While batch follows batch, joins, starts and finishes ``gather`` to share their statements: so
    long after a batch of ``several`` or more, and after a smaller one as much less. In a lane that
    had nothing to do for ``calm`` they go at once. After a batch of fewer than ``small`` the write
    queue takes a ``breath`` if more has arrived meanwhile. What a stranger's lock holds
    up comes again ``aside`` later, for as long as its ``patience``; after ``troubles`` items in a
    row that had to wait for a row, nobody waits any longer. What has waited ``stale`` is refused:
    its browser gives up after ten seconds (``static/js/pupil/api.js``), and storing what nobody
    waits for would make the next ones late as well. That the database was away is told for as long
    as somebody asked within ``forgets``.
    """

    queue: int = 4000
    batch: int = 400
    gather: float = 0.25
    several: int = 8
    calm: float = 0.03
    small: int = 20
    breath: float = 0.01
    patience: float = 2.0
    aside: float = 0.1
    troubles: int = 3
    stale: float = 6.0
    probe_every: float = 0.5
    forgets: float = 30.0
    retry_after: float = 5.0


class WriteQueue:
    """Decides and stores the pupils' requests, many with each commit.

    ``commit(items, load)`` runs in the writer thread, writes all items in one transaction and
    returns one outcome per item. It raises ``DatabaseAway`` when nothing can be stored, a
    ``DatabaseError`` because of ``ROW_TROUBLE`` when it had to wait too long for a row, and any
    other one when the batch has to be taken item by item.
    """

    def __init__(self, commit: Commit, limits: QueueLimits | None = None) -> None:
        self._commit = commit
        self.limits = limits or QueueLimits()
        self._queue = RequestQueue(batch=self.limits.batch, aside=self.limits.aside)
        self._arrived = asyncio.Event()
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="lane")
        self._away_since: float | None = None
        self._probed_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._closing = False
        self._waits = LatencyWindow(room=self.limits.queue)
        self._load = 0.0
        self._serving = 0
        self._ended_at = float("-inf")
        self._ended_with = 0

    @property
    def depth(self) -> int:
        """How many requests wait."""
        return len(self._queue)

    @property
    def is_away(self) -> bool:
        """Whether the last batch could not be stored because the database was away.

        One that stands by may have been asked for nothing since, and then it says nothing.
        """
        recent = time.monotonic() - self._probed_at < self.limits.forgets
        return self._away_since is not None and recent

    @property
    def load(self) -> float:
        """How hard it is to keep up, from 0 to 1; browsers are told to come less often by it."""
        return self._load if self._queue or self._serving else 0.0

    async def submit(self, body: Body, *, attempt: int = 0, lease: int = 0) -> Outcome:
        """Queue a request and wait until it is committed or refused.

        Raises ``RefusedRequest(BUSY)`` at once when the queue is full or the database is away.
        """
        if self._closing or self.depth >= self.limits.queue or not self._may_try():
            raise self._busy()
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._queue.add(PendingRequest(body, attempt, lease, future))
        self._arrived.set()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run(), name="lane")
        return await future

    async def close(self) -> None:
        """Commit what is queued, refuse what comes, then stop."""
        self._closing = True
        self._arrived.set()
        if self._task is not None:
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self._thread, give_back)
        self._thread.shutdown(wait=True)

    def _may_try(self) -> bool:
        """While the database is away, one request in each half second asks whether it is back."""
        if self._away_since is None:
            return True
        now = time.monotonic()
        if self._queue or now - self._probed_at < self.limits.probe_every:
            return False
        self._probed_at = now
        return True

    def _busy(self) -> RefusedRequest:
        return RefusedRequest(Error.BUSY, wait=self.limits.retry_after)

    async def _run(self) -> None:
        while self._queue or not self._closing:
            self._arrived.clear()
            if batch := self._next_batch():
                await self._serve(batch)
                await self._rest(len(batch))
            else:
                await self._wait()

    async def _rest(self, size: int) -> None:
        """After a small batch in a busy write queue: the next one shall not be as small.

        A write queue that is calm has nothing waiting by now, and the next request finds it at rest
        for a few milliseconds at most.
        """
        if self._queue.first and size < self.limits.small and not self._closing:
            await asyncio.sleep(self.limits.breath)

    def _next_batch(self) -> list[PendingRequest]:
        """Take the next batch out of the queue; empty if none is due."""
        now = time.monotonic()
        stale = self._queue.drop_before(now - self.limits.stale)
        self._resolve(stale, [self._busy() for _ in stale])
        self._queue.bring_back(now, everything=self._closing)
        first = list(islice(self._queue.first, self.limits.batch))
        return self._queue.take(hold=self._is_gathering(first))

    def _is_gathering(self, items: Sequence[PendingRequest]) -> bool:
        """Whether the rare kinds among these wait for more of them."""
        now = time.monotonic()
        fresh = (item for item in items if not item.held_up)
        rare = [item.since for item in fresh if isinstance(item.body, RARE)]
        pressed = now - self._ended_at < self.limits.calm and len(items) < self.limits.batch
        gather = self.limits.gather * min(self._ended_with / self.limits.several, 1.0)
        return bool(rare) and pressed and not self._closing and now - min(rare) < gather

    async def _wait(self) -> None:
        """Until something arrives, what was left behind has gathered, or what is aside is due."""
        due = self._queue.until_next(time.monotonic())
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self.limits.calm if self._queue.first else due):
                await self._arrived.wait()

    async def _serve(self, batch: Sequence[PendingRequest]) -> None:
        loop = asyncio.get_running_loop()
        began, self._serving = time.monotonic(), len(batch)
        here = sum(not item.held_up for item in chain(batch, self._queue.first))
        self._load = self._waits.load(here, began)
        outcomes = await loop.run_in_executor(self._thread, self._store, batch, self._load)
        self._ended_at, self._ended_with, self._serving = time.monotonic(), len(batch), 0
        self._queue.put_aside(self._resolve(batch, outcomes), self._ended_at)

    def _resolve(
        self, batch: Sequence[PendingRequest], outcomes: Sequence[Outcome]
    ) -> list[PendingRequest]:
        """Answer the browsers; returns the items whose rows somebody else holds for now."""
        stuck = []
        now = time.monotonic()
        for item, outcome in zip(batch, outcomes, strict=True):
            if isinstance(outcome, Again):
                item.held_up = True
                if now - item.since < self.limits.patience and not self._closing:
                    stuck.append(item)
                    continue
                outcome = self._busy()
            if item.future is not None and not item.future.done():
                item.future.set_result(outcome)
        return stuck

    def _store(self, batch: Sequence[PendingRequest], load: float) -> list[Outcome]:
        """In the writer thread: the whole batch, or where that fails item by item."""
        began = time.monotonic()
        try:
            outcomes = self._commit(batch, load)
        except DatabaseAway as error:
            return self._give_up(batch, error)
        except (DatabaseError, InterfaceError) as error:
            if isinstance(error.__cause__, ROW_TROUBLE):
                return self._store_apart(batch, load, error)
            log.warning("batch of %d is taken item by item: %r", len(batch), error)
            return self._store_each(batch, load)
        except Exception:
            log.exception("a batch of %d failed", len(batch))
            return self._store_each(batch, load)
        self._away_since = None
        now = time.monotonic()
        self._waits.note(len(batch), now - began, now)
        metrics.committed(len(batch), now - began)
        return outcomes

    def _store_apart(
        self, batch: Sequence[PendingRequest], load: float, error: Exception
    ) -> list[Outcome]:
        """It had to wait for a row that somebody holds.

        What changes an attempt has asked for it: those go alone later, one after the other, and
        what only adds goes now.
        """
        if len(batch) == 1:
            return [self._trouble(batch[0], error)]
        adding = [item for item in batch if not isinstance(item.body, RARE)]
        if len(adding) == len(batch):
            return self._store_each(batch, load)
        log.warning("%d of a batch go alone: %r", len(batch) - len(adding), error)
        stored = iter(self._store(adding, load) if adding else [])
        for item in batch:
            item.alone = isinstance(item.body, RARE)
        return [Again() if item.alone else next(stored) for item in batch]

    def _store_each(self, batch: Sequence[PendingRequest], load: float) -> list[Outcome]:
        """Item by item, until the database goes away or several had to wait for a row."""
        outcomes: list[Outcome] = []
        troubles = 0
        for at, item in enumerate(batch):
            try:
                outcomes += self._commit([item], load)
                troubles = 0
            except DatabaseAway as error:
                return outcomes + self._give_up(batch[at:], error)
            except Exception as error:  # noqa: BLE001 - one item's trouble must not reach the others
                outcomes.append(self._trouble(item, error))
                troubles += isinstance(error.__cause__, ROW_TROUBLE)
            if troubles == self.limits.troubles:
                return outcomes + [self._busy() for _ in batch[at + 1 :]]
        self._away_since = None
        return outcomes

    def _trouble(self, item: PendingRequest, error: Exception) -> RefusedRequest:
        """A row somebody holds is free again soon; anything else is a fault of ours."""
        name = type(item.body).__name__
        if isinstance(error.__cause__, ROW_TROUBLE):
            log.warning("%s has to wait for a row: %r", name, error)
            return self._busy()
        log.error("%s failed", name, exc_info=error)
        return RefusedRequest(Error.FAILED, wait=self.limits.retry_after)

    def _give_up(self, batch: Sequence[PendingRequest], error: Exception) -> list[Outcome]:
        if self._away_since is None:
            log.error("the database is away: %s", error)
            self._away_since = time.monotonic()
        self._probed_at = time.monotonic()
        self._waits.forget()
        return [self._busy() for _ in batch]
