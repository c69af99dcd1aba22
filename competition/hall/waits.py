"""How long requests waited in the lane lately."""

from __future__ import annotations

from collections import deque

LEAST = 100


class Waits:
    """The waits of the last requests, and their p99, counted anew twice a second.

    What was slow a moment ago is forgotten slowly, so that browsers do not all come back at once.
    """

    def __init__(self, *, kept: int = 1000, every: float = 0.5, fade: float = 0.8) -> None:
        self._waits: deque[float] = deque(maxlen=kept)
        self._every = every
        self._fade = fade
        self._p99 = 0.0
        self._counted_at = float("-inf")

    def note(self, seconds: float) -> None:
        """One request was served after so many seconds."""
        self._waits.append(seconds)

    def p99(self, now: float) -> float:
        """Seconds within which 99 of 100 requests were served; ``now`` from a monotonic clock."""
        if now - self._counted_at >= self._every:
            self._counted_at = now
            self._p99 = max(self._fresh(), self._p99 * self._fade)
        return self._p99

    def _fresh(self) -> float:
        """Of what came since the last count.

        Fewer than a hundred are counted next time: where they are slow, it is not the crowd.
        """
        if len(self._waits) < LEAST:
            return 0.0
        ordered = sorted(self._waits)
        self._waits.clear()
        return ordered[len(ordered) * 99 // 100]
