"""What waits in a write queue: in order of arrival, and aside what a stranger's lock holds up."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from competition.pupil_api.pending import PendingRequest, pick


class RequestQueue:
    """The next batch is taken from here; times are seconds of a monotonic clock.

    Items that have to come again wait ``aside`` seconds and go to the front then. So a row that
    somebody holds is asked for ten times a second and not with every batch, and nothing of its
    attempt passes it meanwhile.
    """

    def __init__(self, *, batch: int, aside: float) -> None:
        self._batch, self._pause = batch, aside
        self._waiting: deque[PendingRequest] = deque()
        self._aside: deque[tuple[float, PendingRequest]] = deque()
        self._was_alone = False

    def __len__(self) -> int:
        return len(self._waiting) + len(self._aside)

    @property
    def first(self) -> Iterable[PendingRequest]:
        """What is in order of arrival and not aside."""
        return self._waiting

    def add(self, item: PendingRequest) -> None:
        """The newest item."""
        self._waiting.append(item)

    def put_aside(self, items: Iterable[PendingRequest], now: float) -> None:
        """These come again."""
        self._aside.extend((now + self._pause, item) for item in items)

    def bring_back(self, now: float, *, everything: bool = False) -> None:
        """What has been aside long enough, or everything, goes to the front."""
        due = []
        while self._aside and (everything or self._aside[0][0] <= now):
            due.append(self._aside.popleft()[1])
        self._waiting.extendleft(reversed(due))

    def drop_before(self, since: float) -> list[PendingRequest]:
        """Take out what has waited longer than from ``since`` on, but for what is aside."""
        dropped = []
        while self._waiting and self._waiting[0].since < since:
            dropped.append(self._waiting.popleft())
        return dropped

    def until_next(self, now: float) -> float | None:
        """Seconds until something aside is due, if there is something."""
        return max(self._aside[0][0] - now, 0.0) if self._aside else None

    def take(self, *, hold: bool) -> list[PendingRequest]:
        """The next batch; empty if none is due. ``hold`` leaves the rare kinds for a later one.

        Of two batches in a row one at most is of an item that has to go alone: others do not wait
        for all of those.
        """
        held = {item.key for _, item in self._aside}
        batch: list[PendingRequest] = []
        if self._was_alone:
            batch = pick(self._waiting, self._batch, hold=hold, passed=held, alone=False)
        batch = batch or pick(self._waiting, self._batch, hold=hold, passed=held)
        self._was_alone = bool(batch) and batch[0].alone
        self._drop(batch)
        return batch

    def _drop(self, batch: Sequence[PendingRequest]) -> None:
        if all(item is other for item, other in zip(batch, self._waiting, strict=False)):
            for _ in batch:
                self._waiting.popleft()
            return
        chosen = {id(item) for item in batch}
        self._waiting = deque(item for item in self._waiting if id(item) not in chosen)
