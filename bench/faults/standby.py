"""The machine of the database is gone: a synchronous standby is promoted, pupils go on."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import TYPE_CHECKING

import psycopg

from bench.cluster import Database
from bench.faults.fault import Fault, Seen
from tests.services import ServerError

if TYPE_CHECKING:
    from bench.cluster import Cluster

# A person has to learn of it and type two lines: long enough to be an outage.
UNTIL_PROMOTED = 15.0
BACK_WITHIN = 60.0
IN_STEP_SECONDS = 30.0
# As docs/running.md has them for a machine of one's own.
PROMOTE = "SELECT pg_promote()"
IN_STEP = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"


class Standby(Database):
    """A copy that follows a primary; a commit there waits until it is on this disk too."""

    def __init__(self, primary: Database) -> None:
        self._primary = primary
        super().__init__()

    def _make_cluster(self) -> None:
        """Copy the running primary, with a note that this one follows it."""
        address = f"host=127.0.0.1 port={self._primary.port} user=postgres"
        command = [f"{self.binaries}/pg_basebackup", "--write-recovery-conf", "--checkpoint=fast"]
        command += [f"--pgdata={self.folder}/data", "--wal-method=stream", f"--dbname={address}"]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, **self.identity
        )
        if done.returncode:
            raise ServerError(f"pg_basebackup failed:\n{done.stderr}")


class PrimaryKilled(Fault):
    name = f"primary of the database killed, standby promoted after {UNTIL_PROMOTED:.0f} s"
    key = "primary-killed"
    alone = True
    seconds = UNTIL_PROMOTED + 25

    def __init__(self) -> None:
        self._back = 0.0
        self._outages = 0
        self._old: Database | None = None

    def prepare(self, cluster: Cluster) -> None:
        """Tell the product of both machines: it takes the one that may be written to."""
        self._port = _free_port_for_the_standby(cluster)
        for worker in cluster.product:
            worker.environment["DATABASE_URL"] = (
                "postgresql://postgres@/postgres?host=127.0.0.1,127.0.0.1"
                f"&port={cluster.postgres.port},{self._port}&target_session_attrs=read-write"
            )

    def strike(self, cluster: Cluster) -> None:
        """Put the standby in step, kill the primary, promote as the written commands do."""
        primary, standby = cluster.postgres, _following(cluster.postgres, self._port)
        _wait_in_step(primary.url)
        struck = time.monotonic()
        primary.kill(signal.SIGKILL)
        time.sleep(UNTIL_PROMOTED)
        _ask(standby.url, PROMOTE)
        self._old, cluster.postgres = primary, standby
        self._back = _until_answers_come(standby.url) - struck

    def objections(self, cluster: Cluster, seen: Seen) -> list[str]:
        """Within a minute pupils went on, and the gap is an outage."""
        found = [] if self._back < BACK_WITHIN else [f"pupils went on after {self._back:.0f} s"]
        outages = _ask(cluster.postgres.url, "SELECT count(*) FROM competition_outage")
        return [*found, *([] if outages == 1 else [f"{outages} outages were noted"])]

    def close(self) -> None:
        """Remove what is left of the primary."""
        if self._old is not None:
            self._old.close()


def _free_port_for_the_standby(cluster: Cluster) -> int:
    """One that nobody has now: the standby is made while pupils are at work."""
    with Database() as other:
        assert other.port != cluster.postgres.port
        return other.port


def _following(primary: Database, port: int) -> Standby:
    """A standby, running; from now on commits wait for it."""
    standby = Standby(primary)
    standby.port = port
    standby.start()
    _ask(primary.url, "ALTER SYSTEM SET synchronous_standby_names = '*'")
    _ask(primary.url, "SELECT pg_reload_conf()")
    return standby


def _wait_in_step(primary: str) -> None:
    end = time.monotonic() + IN_STEP_SECONDS
    while _ask(primary, IN_STEP) != 1:
        if time.monotonic() > end:
            raise ServerError("the standby does not keep step")
        time.sleep(0.1)


def _until_answers_come(database: str) -> float:
    """The moment at which the first answer is stored there; seconds of the stopwatch."""
    query = "SELECT coalesce(max(id), 0) FROM competition_answer"
    before, end = _ask(database, query), time.monotonic() + BACK_WITHIN
    while _ask(database, query) == before and time.monotonic() < end:
        time.sleep(0.1)
    return time.monotonic()


def _ask(database: str, query: str) -> object:
    """The first value of the first row, if there is one."""
    with psycopg.connect(database, autocommit=True) as connection:
        cursor = connection.execute(query.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None
