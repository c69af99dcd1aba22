"""How long what stands in the write queue has to wait. Browsers' advice follows this."""

from __future__ import annotations

from collections import deque
from statistics import median_low
from typing import NamedTuple

from competition.rules.pacing import strain

# Fewer than these, in requests and in batches, tell nothing: where they are slow, it is no crowd.
LEAST, FEWEST = 100, 5


class ServedBatch(NamedTuple):
    """One batch that is stored: when, by a monotonic clock, and how many seconds each item took."""

    at: float
    items: int
    each: float


class LatencyWindow:
    """The queue as it stood for a while, times what one request costs lately; all in seconds.

    A queue that is worked off within ``standing`` is a burst, or the end of a stall, and no load:
    what never got shorter than that counts. Batches served over ``span`` ago are forgotten. Load
    falls by half each ``half`` at the fastest, so that browsers do not all come back at once.
    Looks within ``grain`` of each other count as one.
    """

    def __init__(
        self,
        *,
        room: int,
        span: float = 2.0,
        standing: float = 1.0,
        half: float = 0.5,
        grain: float = 0.1,
    ) -> None:
        self._room, self._span, self._standing = room, span, standing
        self._half, self._grain = half, grain
        self.forget()

    def forget(self) -> None:
        """Begin anew: the database was away, and what was slow by that says nothing."""
        self._seen: deque[tuple[float, int]] = deque([(float("-inf"), 0)])
        self._served: deque[ServedBatch] = deque()
        self._each, self._counted_at = 0.0, float("-inf")
        self._load, self._began = 0.0, float("-inf")

    def note(self, items: int, seconds: float, now: float) -> None:
        """A batch of so many is stored; it took so long."""
        self._served.append(ServedBatch(now, items, seconds / items))

    def load(self, waiting: int, now: float) -> float:
        """From 0 to 1, as a batch begins; so many requests are here, its own among them."""
        self._see(waiting, now)
        if now - self._counted_at >= self._grain:
            self._each, self._counted_at = self._count(now), now
        queue = min(seen for _, seen in self._seen)
        fresh = strain(queue / self._room, queue * self._each)
        self._load = max(fresh, self._load * 0.5 ** ((now - self._began) / self._half))
        self._began = now
        return self._load

    def _see(self, waiting: int, now: float) -> None:
        since, fewest = self._seen[-1]
        if now - since < self._grain:
            self._seen[-1] = (since, min(fewest, waiting))
            return
        self._seen.append((now, waiting))
        # The last look before ``standing`` ago says how long the queue was since then.
        while self._seen[1][0] <= now - self._standing:
            self._seen.popleft()

    def _count(self, now: float) -> float:
        """Seconds that one request takes: half of the last batches were no slower."""
        while self._served and self._served[0].at < now - self._span:
            self._served.popleft()
        items = sum(batch.items for batch in self._served)
        if items < LEAST and len(self._served) < FEWEST:
            return 0.0
        return median_low(batch.each for batch in self._served)
