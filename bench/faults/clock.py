"""A machine whose clock is set wrong by an hour, made with libfaketime.

PostgreSQL keeps the right time, and so does the monotonic clock: what an administrator moves is the
wall clock of the machine the workers run on.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import httpx
import psycopg

from bench.faults.fault import Fault, NotHereError, Seen
from bench.worker import Worker

if TYPE_CHECKING:
    from bench.cluster import Cluster

Connection = psycopg.Connection[Any]  # rows of whatever a query selects

HOUR, MINUTE = 3600, 60
WRONG = 10.0
SWEPT_WITHIN = 8.0
LIBRARY = "/usr/lib/*/faketime/libfaketimeMT.so.1"


def library() -> Path | None:
    """Where libfaketime lies, if it does."""
    return next(iter(sorted(Path("/").glob(LIBRARY.lstrip("/")))), None)


class FakeClock:
    """A clock that processes with ``environment`` see, moved by writing a file."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self.move(0)
        self.environment = {
            "LD_PRELOAD": str(library() or ""),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "NO_FAKE_STAT": "1",
            # Both spellings: the second is the one of versions before 0.9.10.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def move(self, seconds: int) -> None:
        """How far the clock is ahead from now on; negative: behind."""
        partial = self._file.with_suffix(".new")
        partial.write_text(f"{seconds:+d}\n")
        partial.rename(self._file)


class MistimedWorker(Worker):
    """A worker that lives by a fake clock; what else is run in its environment does not."""

    def __init__(self, right: Worker, clock: FakeClock) -> None:
        super().__init__(**right.environment)
        self._command[-1] = str(right.port)
        self.port, self.url = right.port, right.url
        self._clock = clock

    def start(self) -> Self:
        """Start it, and only it, with the library preloaded."""
        right = self.environment
        self.environment = right | self._clock.environment
        try:
            super().start()
        finally:
            self.environment = right
        return self


class ClockFault(Fault):
    """The workers live with a clock that can be moved."""

    alone = True
    # With the library in between a fresh worker gets up to speed more slowly.
    warm_up = 8.0

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="quiz-clock-"))
        self._clock = FakeClock(self._folder)
        self._before: dict[int, datetime] = {}
        self._ahead = 0.0

    def prepare(self, cluster: Cluster) -> None:
        """Give the product the clock. Raises ``NotHereError``."""
        if library() is None:
            raise NotHereError("needs the Debian package libfaketime")
        for those in (cluster.workers, cluster.pages, cluster.background):
            those[:] = [MistimedWorker(one, self._clock) for one in those]

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """No deadline has moved, nobody was ended, and then time runs out as it should."""
        with psycopg.connect(cluster.postgres.url, autocommit=True) as connection:
            found = _disturbed(connection, self._before) + _sweeper_asleep(connection)
        real = abs(self._ahead - HOUR) < MINUTE
        return found if real else [*found, f"the clock was {self._ahead:.0f} s ahead, not an hour"]

    def close(self) -> None:
        """Remove the clock."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _live_with(self, worker: Worker) -> None:
        """Let the clock be wrong for a while, then set it."""
        time.sleep(WRONG)
        said = httpx.get(f"{worker.url}/hall/", timeout=10).headers["date"]
        self._ahead = (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds()
        self._clock.move(0)

    def _remember(self, cluster: Cluster) -> None:
        with psycopg.connect(cluster.postgres.url) as connection:
            self._before = _deadlines(connection)


class ClockMoved(ClockFault):
    name = "clock of the workers' machine moved an hour ahead and back"
    key = "clock-moved"
    seconds = WRONG

    def strike(self, cluster: Cluster) -> None:
        """While the workers run."""
        self._remember(cluster)
        self._clock.move(HOUR)
        self._live_with(cluster.workers[0])


class StartedWithWrongClock(ClockFault):
    name = "a worker started while the clock is an hour ahead"
    key = "clock-wrong"
    seconds = WRONG + 10

    def strike(self, cluster: Cluster) -> None:
        """It serves beside one that is right; then the clock is set, and it is started again."""
        self._remember(cluster)
        first, *_others = cluster.workers
        first.stop()
        self._clock.move(HOUR)
        first.start()
        self._live_with(first)
        first.stop()
        first.start()


def _deadlines(connection: Connection) -> dict[int, datetime]:
    """``{attempt id: deadline}`` of all that have started."""
    rows = connection.execute(
        "SELECT id, deadline FROM competition_attempt WHERE deadline IS NOT NULL"
    )
    return dict(rows.fetchall())


def _disturbed(connection: Connection, before: dict[int, datetime]) -> list[str]:
    after = _deadlines(connection)
    moved = sum(after.get(pk) != deadline for pk, deadline in before.items())
    counts = {
        f"of {len(before)} deadlines moved": moved,
        "attempts ended by time": _count(connection, "competition_attempt WHERE ending='time'"),
        "outages were noted that never were": _count(connection, "competition_outage"),
        "answers bear a time to come": _count(
            connection, "competition_answer WHERE received_at > now() + interval '5 seconds'"
        ),
        "deadlines are further away than the paper allows": _count(
            connection,
            "competition_attempt a JOIN competition_entry e ON e.id = a.entry_id"
            " JOIN competition_division d ON d.id = e.division_id"
            " WHERE a.deadline > now() + d.minutes * interval '1 minute'",
        ),
    }
    return [f"{count} {what}" for what, count in counts.items() if count]


def _sweeper_asleep(connection: Connection) -> list[str]:
    """Let the time of one attempt run out, long ago: somebody has to notice."""
    row = connection.execute(
        "UPDATE competition_attempt SET started_at = started_at - interval '2 hours',"
        " deadline = started_at - interval '1 hour' WHERE id ="
        " (SELECT min(id) FROM competition_attempt WHERE started_at IS NOT NULL"
        " AND finished_at IS NULL) RETURNING id"
    ).fetchone()
    if row is None:
        return ["nobody was left whose time could run out"]
    until = time.monotonic() + SWEPT_WITHIN
    while time.monotonic() < until:
        if _count(connection, f"competition_attempt WHERE id = {row[0]} AND ending = 'time'"):
            return []
        time.sleep(0.2)
    return [f"the sweeper did nothing for {SWEPT_WITHIN:.0f} s after the clock was right again"]


def _count(connection: Connection, where: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {where}").fetchone()
    return row[0] if row else 0
