"""Writes about jobs: claimed, told how far they are, finished, given up, begun again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db.models import F, QuerySet

from base.models import Job

UNDER_WAY = (Job.State.WAITING, Job.State.RUNNING)
TRIES = 3
# A row is read by who asked; after that nobody looks for it.
KEPT_FOR = timedelta(days=30)


class GivenUp(Exception):
    """Raised by a task that cannot be done; trying again would not help."""

    def __init__(self, reason: Job.Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@contextmanager
def giving_up(reasons: Mapping[type[Exception], Job.Reason]) -> Iterator[None]:
    """What a task refuses inside is the reason for which it is given up."""
    try:
        yield
    except tuple(reasons) as refusal:
        raise GivenUp(reasons[type(refusal)]) from refusal


class Overtaken(Exception):
    """Another process has this job by now: what is done here counts no more."""


def claim(job: Job, *, at: datetime) -> bool:
    """Take one that waits; false where somebody else has it. ``tries`` becomes its number."""
    free = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not free.update(
        state=Job.State.RUNNING, beat_at=at, tries=F("tries") + 1, done=0, expected=0
    ):
        return False
    job.refresh_from_db()
    return True


def own_try(job: Job) -> QuerySet[Job]:
    """The row, as long as this try of it is the present one."""
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, tries=job.tries)


def hold(job: Job) -> None:
    """Keep others from taking it until the transaction ends. Raises ``Overtaken``.

    For short transactions: nobody hears how far it is meanwhile.
    """
    if own_try(job).select_for_update(no_key=True).first() is None:
        raise Overtaken


def tell(job: Job, *, done: int, expected: int, at: datetime) -> None:
    """Say how far it is, and thereby that somebody is at it. Raises ``Overtaken``."""
    if not own_try(job).update(done=done, expected=expected, beat_at=at):
        raise Overtaken


def finish(job: Job, *, at: datetime) -> bool:
    """It is done; false where another process has it by now."""
    return _end(job, Job.State.DONE, reason="", at=at)


def fail(job: Job, *, reason: Job.Reason, at: datetime) -> bool:
    """Give up, with words for who reads it."""
    return _end(job, Job.State.FAILED, reason=reason, at=at)


def again(job: Job, *, reason: Job.Reason, at: datetime) -> bool:
    """It ended in the middle: begin it once more, three times in all."""
    if job.tries >= TRIES:
        return fail(job, reason=reason, at=at)
    return bool(own_try(job).update(state=Job.State.WAITING, done=0))


def _end(job: Job, state: Job.State, *, reason: str, at: datetime) -> bool:
    return bool(
        own_try(job).update(state=state, reason=reason, finished_at=at, expires_at=at + KEPT_FOR)
    )
