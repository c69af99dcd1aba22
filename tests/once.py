"""What is dear to make is made once for all processes of a run of tests, or for many runs."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

# The folder of the run; the first process makes it and removes it at the end.
FOLDER = "TESTS_FOLDER"
# What later runs find again.
KEPT = Path(__file__).resolve().parents[1] / ".tools/tests"


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
    """A folder that stays for later runs until it would be made of something else.

    Whoever asks meanwhile waits. Nobody may change what lies there: all begin with copies.
    """
    KEPT.mkdir(parents=True, exist_ok=True)
    folder = KEPT / f"{name}-{made_of}"
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            for old in KEPT.glob(f"{name}-*"):
                shutil.rmtree(old)
            fresh = KEPT / f"{name}-"
            fresh.mkdir()
            make(fresh)
            fresh.rename(folder)
    return folder


def seeded_name() -> str:
    """The name of the run's database with the sample edition."""
    return f"seeded_{Path(os.environ[FOLDER]).name.rpartition('-')[2]}"
