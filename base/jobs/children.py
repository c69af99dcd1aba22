"""Processes that do jobs, seen from the one that began them."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from base.jobs.actions import again, fail
from base.jobs.confinement import LIMITS, JobLimits
from base.models import Job

# How a process says what it cannot write down.
OUT_OF_MEMORY, DATABASE_AWAY, OVERTAKEN = 71, 75, 76


@dataclass(frozen=True, slots=True)
class JobProcess:
    """A process at work on one try of a job."""

    job: Job
    process: subprocess.Popen[bytes]

    @property
    def is_over(self) -> bool:
        """Whether it has ended; asking also takes it off the system's list."""
        return self.process.poll() is not None


# Of this process; those that another one began are known by their rows alone.
_children: list[JobProcess] = []


def begin_process(job: Job) -> None:
    """Do a claimed job in a process that outlives a worker that is renewed."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *_words(job, LIMITS)]
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.DEVNULL, start_new_session=True
    )
    _children.append(JobProcess(job, process))


def is_ours(job: Job) -> bool:
    """Whether a process of ours is at work on this try of it."""
    return any(
        child.job.pk == job.pk and child.job.tries == job.tries and not child.is_over
        for child in _children
    )


def settle_ended(*, at: datetime) -> None:
    """Write down what became of jobs whose process ended without doing so."""
    for child in [child for child in _children if child.is_over]:
        settle(child.job, child.process.returncode, at=at)
        _children.remove(child)


def settle(job: Job, status: int, *, at: datetime) -> None:
    """What a process's end says of its job, if the row does not say it already.

    Whoever took too long or too much would do so again; whoever was cut off may have luck.
    """
    if status == -signal.SIGALRM:
        fail(job, reason=Job.Reason.TIME, at=at)
    elif status == OUT_OF_MEMORY:
        fail(job, reason=Job.Reason.MEMORY, at=at)
    elif status == DATABASE_AWAY:
        again(job, reason=Job.Reason.DATABASE, at=at)
    else:
        again(job, reason=Job.Reason.DIED, at=at)


def _words(job: Job, limits: dict[str, JobLimits]) -> list[str]:
    most = limits[job.queue]
    named = {"--try": job.tries, "--seconds": most.seconds, "--memory": most.memory}
    return ["run_job", str(job.pk), *(str(word) for pair in named.items() for word in pair)]
