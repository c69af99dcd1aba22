"""The server's time: the wall clock at process start, carried on by a monotonic clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

JUMP = timedelta(seconds=5)


class ServerClock:
    """A clock that an administrator who sets the machine's time cannot move.

    ``steady`` is false while the database's clock and ours have drifted apart by more than
    ``JUMP``: then nobody's attempt may be ended by time.
    """

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._monotonic = time.monotonic()
        self.steady = True

    def now(self) -> datetime:
        """The present moment, with time zone."""
        return self._wall + timedelta(seconds=time.monotonic() - self._monotonic)

    def compare(self, database_now: datetime) -> None:
        """Note whether the database agrees on what time it is."""
        self.steady = abs(database_now - self.now()) <= JUMP


clock = ServerClock()


def now() -> datetime:
    """The server's time, for actions and queries that take ``at``."""
    return clock.now()
