"""Says on what a measurement was made: without it no number means anything."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psycopg

from deploy import proxy as nginx

SHOWN = (
    "server_version",
    "fsync",
    "synchronous_commit",
    "full_page_writes",
    "wal_sync_method",
    "shared_buffers",
    "max_wal_size",
)
PACKAGES = ("django", "psycopg", "uvicorn", "uvloop", "msgspec")


def describe(database: str, folder: Path) -> dict[str, str]:
    """Machine, load and versions in words; ``folder`` is where PostgreSQL keeps its data."""
    with psycopg.connect(database) as connection:
        settings = ", ".join(
            f"{name} = {connection.execute(f'SHOW {name}').fetchone()[0]}"  # type: ignore[index]
            for name in SHOWN
        )
    return {
        "when": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": _commit(),
        "processor": f"{_processor()}, {len(os.sched_getaffinity(0))} cores for everything",
        "memory": f"{_memory_gib():.1f} GiB",
        "system": f"{platform.system()} {platform.release()}",
        "file system of the database": _file_system(folder),
        "other load (average of a minute)": f"{os.getloadavg()[0]:.1f} at the beginning",
        "PostgreSQL": settings,
        "nginx": ".".join(map(str, nginx.look_at(nginx.binary()).version)),
        "Python": platform.python_version(),
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
    }


def _commit() -> str:
    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], check=False, capture_output=True, text=True)
        return done.stdout.strip()

    changed = " with changes" if git("status", "--porcelain") else ""
    return (git("rev-parse", "--short", "HEAD") or "unknown") + changed


def _processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    names = [line.partition(": ")[2] for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory_gib() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30


def _file_system(folder: Path) -> str:
    """The type of the mount the folder is on: on tmpfs a durable commit costs nothing."""
    mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    holding = [mount for mount in mounts if folder.is_relative_to(mount[1])]
    return max(holding, key=lambda mount: len(mount[1]))[2]
