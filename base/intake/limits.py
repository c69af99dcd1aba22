"""What reading one file may take, and how a process is held to it."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

MEBIBYTE = 1024 * 1024
# The most files a process that reads may hold open: its standard ones, a pipe, a few of modules.
MOST_OPEN = 32
# Where Linux asks whom to end first when memory is short.
SCORE = Path("/proc/self/oom_score_adj")
FIRST = "1000"


class ReaderLimits(Struct, frozen=True):
    """Bytes of address space and of the answer; seconds of processor and of waiting.

    The largest honest file, 20,000 rows by 60 columns, takes a third of it.
    """

    memory: int = 1024 * MEBIBYTE
    answer: int = 64 * MEBIBYTE
    processor: int = 15
    seconds: float = 30.0


LIMITS = ReaderLimits()


def confine(limits: ReaderLimits) -> None:
    """Hold this process to the limits for the rest of its life; it writes no file, leaves no core.

    Where a system does not know a limit (macOS has none on memory) the others have to do.
    """
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, MOST_OPEN),
        (resource.RLIMIT_AS, limits.memory),
    ):
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))
    # A second between the signal that tells the reason and the one that tells none.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CPU, (limits.processor, limits.processor + 1))
    with suppress(OSError):
        SCORE.write_text(FIRST)


def yield_to_others(niceness: int) -> None:
    """Take what the rest of the machine leaves."""
    with suppress(OSError):
        os.nice(niceness)
