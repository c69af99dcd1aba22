"""What doing one job may take, by its queue, and how its process is held to it."""

from __future__ import annotations

import resource
import signal
from contextlib import suppress
from dataclasses import dataclass

from base.intake.limits import FIRST, MEBIBYTE, SCORE, yield_to_others

# Pupils come first: on a busy machine a job takes what they leave.
NICE = 10


@dataclass(frozen=True, slots=True)
class JobLimits:
    """Seconds by the wall, and bytes of address space."""

    seconds: int
    memory: int


# Nobody waits long behind a short job, because a short job is not long. Address space is more than
# memory: threads, libraries and the driver's buffers take half a gigabyte of it before any work.
LIMITS = {
    "short": JobLimits(seconds=120, memory=1536 * MEBIBYTE),
    "long": JobLimits(seconds=3600, memory=2560 * MEBIBYTE),
}


def confine_job(limits: JobLimits) -> None:
    """Hold this process to the limits for the rest of its life.

    The alarm is the kernel's: it ends the process whatever it does, and also when nobody is left
    who watches. Where memory is short this process is the first to go.
    """
    yield_to_others(NICE)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.seconds)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    with suppress(OSError):
        SCORE.write_text(FIRST)
