"""A full disk: PostgreSQL on a small file system in memory, filled to its last byte and freed."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from bench.faults.fault import Fault, NotHereError
from tests.services import PostgresServer, ServerError

if TYPE_CHECKING:
    from bench.cluster import Cluster

MIB = 2**20
# What a fresh cluster, its stage and a minute of load need, and a little more.
SIZE_MIB = 768
FULL = 10.0
PATIENCE = 30.0


def may_mount() -> bool:
    """Whether this process may mount: root in its own right, not only in a container."""
    effective = next(
        line.split()[1]
        for line in Path("/proc/self/status").read_text().splitlines()
        if line.startswith("CapEff")
    )
    sys_admin = 1 << 21  # man 7 capabilities, linux/capability.h
    return bool(int(effective, 16) & sys_admin)


def hide_mounts() -> None:
    """Mount where only this process and its children see it: what is left behind ends with them."""
    os.unshare(os.CLONE_NEWNS)
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)


class SmallDisk:
    """A tmpfs of limited size that can be filled and freed."""

    def __init__(self, folder: Path, owner: os.stat_result) -> None:
        folder.mkdir()
        self.folder = folder
        options = f"size={SIZE_MIB}m,mode=700,uid={owner.st_uid},gid={owner.st_gid}"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)

    def fill(self) -> int:
        """Take every byte that is left; returns how many."""
        taken = 0
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            for size in (MIB, 1):
                with contextlib.suppress(OSError):
                    while written := ballast.write(bytes(size)):
                        taken += written
        return taken

    def free(self) -> None:
        """Give it back."""
        (self.folder / "ballast").unlink(missing_ok=True)

    def close(self) -> None:
        """Take the file system away, whoever still looks at it."""
        subprocess.run(["umount", "--lazy", self.folder], check=False)


class DiskFull(Fault):
    """PostgreSQL's data lie on a small disk; commits cost less there, since fsync does nothing."""

    alone = True
    log_apart = False

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="quiz-disk-"))
        self._disk: SmallDisk | None = None

    @property
    def disk(self) -> SmallDisk:
        """The one that is filled."""
        assert self._disk is not None
        return self._disk

    def prepare(self, cluster: Cluster) -> None:
        """Move the fresh cluster to the small disk. Raises ``NotHereError``."""
        if not may_mount():
            raise NotHereError("needs root, to mount a small file system")
        hide_mounts()
        data = cluster.postgres.folder / "data"
        self._folder.chmod(0o755)
        self._disk = SmallDisk(self._folder / "disk", data.stat())
        move(data, self._disk.folder / "data")
        if self.log_apart:
            move(data.resolve() / "pg_wal", cluster.postgres.folder / "wal")

    def close(self) -> None:
        """Take the disk away."""
        if self._disk is not None:
            self._disk.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class TablesFull(DiskFull):
    name = "disk full: no room for tables, room for the log"
    key = "tables-full"
    seconds = FULL + 1
    log_apart = True

    def strike(self, cluster: Cluster) -> None:
        """PostgreSQL goes on and refuses what it has no room for."""
        use_up_room(connected_before(cluster, self.disk))
        time.sleep(FULL)
        self.disk.free()


class LogFull(DiskFull):
    name = "disk full: no room for the log"
    key = "log-full"
    seconds = FULL + 4

    def strike(self, cluster: Cluster) -> None:
        """PostgreSQL ends itself, and is started again when there is room."""
        use_up_log(connected_before(cluster, self.disk))
        time.sleep(FULL)
        self.disk.free()
        recover(cluster.postgres)


def move(source: Path, target: Path) -> None:
    """Leave a link in its place. Owners stay: shutil's copies would belong to root."""
    subprocess.run(["mv", source, target], check=True)
    source.symlink_to(target)


def connected_before(cluster: Cluster, disk: SmallDisk) -> psycopg.Connection:
    """Fill the disk; returns a connection made while there was room.

    PostgreSQL refuses a new one where it has to write a file of its own for it.
    """
    connection = psycopg.connect(cluster.postgres.url, autocommit=True)
    disk.fill()
    return connection


def use_up_room(connection: psycopg.Connection) -> None:
    """Fill the pages that tables hold in reserve, so that the very next answers find none."""
    with contextlib.suppress(psycopg.errors.DiskFull), connection:
        connection.execute("CREATE TABLE ballast AS SELECT generate_series(1, 100000)")


def use_up_log(connection: psycopg.Connection) -> None:
    """Begin new segments of the log until there is no room for one."""
    with contextlib.suppress(psycopg.OperationalError), connection:
        while True:
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("SELECT pg_logical_emit_message(false, 'chaos', 'x')")


def recover(server: PostgresServer) -> None:
    """Start again where the full disk has ended the server; wait where it recovers by itself."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not server.is_running:
            server.start()
        try:
            psycopg.connect(server.url, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return
    raise ServerError(f"PostgreSQL did not come back:\n{server.log}")
