"""Jobs done at once, in the test's own process and transaction."""

from __future__ import annotations

from datetime import datetime

from base import clock
from base.jobs.performing import Progress, perform
from base.jobs.tending import STANDING, tend_jobs
from base.models import Job


def do(job: Job) -> None:
    """Do a job that was claimed."""
    perform(job, Progress())


def do_jobs(*, at: datetime | None = None) -> None:
    """Do everything that waits, and what that brings about."""
    while tend_jobs(at=at or clock.now(), begin=do):
        pass


def begun(at: datetime | None = None, *, standing: bool = False) -> list[Job]:
    """What a look of the periodic work begins, without its being done.

    ``standing``: also what nobody asked for.
    """
    found: list[Job] = []
    tend_jobs(at=at or clock.now(), begin=found.append)
    return [job for job in found if standing or job.subject != STANDING]
