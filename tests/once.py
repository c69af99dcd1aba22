"""What is dear to make is made once for all processes of a run of tests, or for many runs."""

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


def once(name: str, make: Callable[[Path], str]) -> tuple[Path, str]:
    """A folder of this name with what the first to ask has made there, and what they said of it.

    Whoever asks meanwhile waits. Nobody may change what lies there: all begin with copies.
    """
    run = Path(os.environ[FOLDER])
    folder, told = run / name, run / f"{name}.told"
    with (run / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of one who failed
            folder.mkdir()
            told.write_text(make(folder))
    return folder, told.read_text()


def kept(name: str, made_of: str, make: Callable[[Path], None]) -> Path:
    """A folder that stays for later runs, and goes some days after it would be made of something
    else.

    Whoever asks meanwhile waits. Nobody may change what lies there: all begin with copies.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"{name}-{made_of}"
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fresh = KEPT / f"{name}.fresh"
            shutil.rmtree(fresh, ignore_errors=True)  # of one who failed
            fresh.mkdir()
            make(fresh)
            fresh.rename(folder)
        os.utime(folder)
        _drop_unused(name)
    return folder


def _drop_unused(name: str) -> None:
    """Those that nobody has asked for in a day, but the newest; half a folder never has a name
    under which it would be taken for a whole one."""
    going = KEPT / f"{name}.going"
    shutil.rmtree(going, ignore_errors=True)  # of one who was cut short
    found = [(one.stat().st_mtime, one) for one in KEPT.glob(f"{name}-*")]
    for used, old in sorted(found, reverse=True)[NEWEST:]:
        if used < time.time() - UNUSED_SECONDS:
            old.rename(going)
            shutil.rmtree(going)


def seeded_name() -> str:
    """The name of the run's database with the sample edition."""
    return f"seeded_{Path(os.environ[FOLDER]).name.rpartition('-')[2]}"
