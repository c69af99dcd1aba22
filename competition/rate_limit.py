"""A bucket that everybody's wrong guesses share; pure, the time is an argument."""

from __future__ import annotations

from threading import Lock


class Bucket:
    """A leaky bucket everybody shares: ``capacity`` tries at once, ``per_second`` from then on."""

    def __init__(self, capacity: float, per_second: float) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._filled = 0.0
        self._at = 0.0
        self._lock = Lock()

    def is_full(self, at: float) -> bool:
        """Whether the next try has to wait; ``at`` is a monotonic time in seconds."""
        with self._lock:
            self._leak(at)
            return self._filled + 1 > self._capacity

    def pour(self, at: float) -> None:
        """Note one failed try."""
        with self._lock:
            self._leak(at)
            self._filled = min(self._filled + 1, self._capacity)

    def _leak(self, at: float) -> None:
        passed = max(at - self._at, 0.0)
        self._filled = max(self._filled - passed * self._per_second, 0.0)
        self._at = at
