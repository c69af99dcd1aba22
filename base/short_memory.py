"""What a process worked out a moment ago, for the many who ask for the same."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future


class ShortMemory[T]:
    """Keeps what was worked out for so many seconds; who asks for it meanwhile waits for it.

    Nobody waits for what belongs to another key. What is older is dropped with the next question,
    so it holds no more than was asked for within that time.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # Held around the dictionary only, never while something is worked out.
        self._lock = threading.Lock()
        # Until which monotonic time it is kept, without an end while it is being worked out.
        self._kept: dict[Hashable, tuple[float, Future[T]]] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What belongs to a key, at most so many seconds after it was worked out.

        Raises what ``make`` raises, also to those who waited for it; nothing of that is kept.
        """
        mine = Future[T]()
        with self._lock:
            self._drop_old(time.monotonic())
            _until, found = self._kept.setdefault(key, (math.inf, mine))
        if found is mine:
            self._fill(key, mine, make)
        return found.result()

    def _fill(self, key: Hashable, mine: Future[T], make: Callable[[], T]) -> None:
        until = -math.inf
        try:
            mine.set_result(make())
            until = time.monotonic() + self._seconds
        except BaseException as failure:  # noqa: BLE001 - nobody may wait for ever
            mine.set_exception(failure)
        with self._lock:
            if self._kept.get(key) == (math.inf, mine):
                self._kept[key] = (until, mine)

    def _drop_old(self, now: float) -> None:
        self._kept = {key: kept for key, kept in self._kept.items() if now < kept[0]}

    def forget(self) -> None:
        """Keep nothing, as a new process."""
        with self._lock:
            self._kept.clear()
