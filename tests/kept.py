"""What is dear to make is made once: for all processes of a run, or for later runs, too."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

# The folder of the run; the first process makes it and removes it at the end.
FOLDER = "TESTS_FOLDER"
# What later runs find again.
KEPT = Path(__file__).resolve().parents[1] / ".tools/tests"
# Older ones that another branch comes back to; a run that copies from one has begun within a day.
NEWEST, UNUSED_SECONDS = 2, 24 * 3600.0


def kept(name: str, made_of: str, make: Callable[[Path], None]) -> Path:
    """A folder that stays for later runs, and goes some days after it would be made of something
    else.

    Whoever asks meanwhile waits. Nobody may change what lies there: all begin with copies.
    """
    folder = made(KEPT, f"{name}-{made_of}", make)
    os.utime(folder)
    _drop_unused(name)
    return folder


def once(name: str, make: Callable[[Path], None]) -> Path:
    """A folder that all processes of this run share, and that goes with it."""
    return made(Path(os.environ[FOLDER]), name, make)


def made(where: Path, name: str, make: Callable[[Path], None]) -> Path:
    """A folder of this name, whole: half a one never has the name."""
    where.mkdir(parents=True, exist_ok=True)
    folder, fresh = where / name, where / f"{name}.fresh"
    with (where / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            shutil.rmtree(fresh, ignore_errors=True)  # of one who failed
            fresh.mkdir()
            make(fresh)
            fresh.rename(folder)
    return folder


def _drop_unused(name: str) -> None:
    """Those that nobody has asked for in a day, but the newest."""
    found = [(path.stat().st_mtime, path) for path in KEPT.glob(f"{name}-*") if path.is_dir()]
    for used, old in sorted(found, reverse=True)[NEWEST:]:
        if used < time.time() - UNUSED_SECONDS:
            shutil.rmtree(old, ignore_errors=True)


def seeded_name() -> str:
    """The name of the run's database with the sample edition."""
    return f"seeded_{Path(os.environ[FOLDER]).name.rpartition('-')[2]}"
