"""The server's time: the database's at the process's first look, carried on by a stopwatch."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.db import connection

JUMP = timedelta(seconds=5)


class ServerClock:
    """A clock that nobody moves by setting the machine's time.

    It begins with the machine's time and takes the database's at the first ``compare``, so that a
    process started on a machine whose clock is wrong is right before its first batch. ``steady``
    is false while the two have drifted apart by more than ``JUMP`` since: then nobody's attempt
    may be ended by time.
    """

    def __init__(self) -> None:
        self._wall = datetime.now(UTC)
        self._monotonic = time.monotonic()
        self._compared = False
        self.steady = True

    def now(self) -> datetime:
        """The present moment, with time zone."""
        return self._wall + timedelta(seconds=time.monotonic() - self._monotonic)

    def compare(self, database_now: datetime) -> None:
        """Take over the database's time the first time, then note whether it still agrees."""
        if not self._compared:
            self._compared = True
            self._wall += database_now - self.now()
        self.steady = abs(database_now - self.now()) <= JUMP


clock = ServerClock()


def now() -> datetime:
    """The server's time, for actions and queries that take ``at``."""
    return clock.now()


def database_now() -> datetime:
    """The database's idea of the time; SQLite has the machine's clock and is asked that way."""
    if connection.vendor == "sqlite":
        return datetime.fromtimestamp(time.time(), tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (moment,) = cursor.fetchone()
        return moment  # type: ignore[no-any-return]  # the driver's type for timestamptz
