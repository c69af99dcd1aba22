"""What whoever has the duty does about jobs every second: begin, begin again, give up, forget.

Every queue has one process at work at a time, so a short job never waits behind a long one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Q

from base.jobs.actions import UNDER_WAY, again, claim
from base.jobs.backend import AnyTask, asked_for
from base.jobs.children import begin_process, is_ours, settle_ended
from base.models import Job
from base.registry import Registry

SILENT_AFTER = timedelta(minutes=2)
# One that nobody asked for and that failed is not begun again at once, and again, all day.
REST = timedelta(minutes=1)
# By universal time: no class plays in any of the countries.
NIGHT = range(1, 4)
# Their subject: never two of a kind at once.
STANDING = "standing"


@dataclass(frozen=True, slots=True)
class StandingTask:
    """A task nobody asks for: it is begun whenever there is something to do."""

    task: AnyTask
    is_due: Callable[[datetime], bool]


class OnceANight:
    """Whether there is something old to delete, looked at once a night: what goes through whole
    tables does so in the thread that also publishes the boards."""

    def __init__(self, found: Callable[[datetime], bool]) -> None:
        self._found = found
        self._looked: date | None = None

    def __call__(self, at: datetime) -> bool:
        """False by day, and for the rest of the night that found nothing."""
        day = at.astimezone(UTC).date()
        if at.astimezone(UTC).hour not in NIGHT or self._looked == day:
            return False
        found = self._found(at)
        if not found:
            self._looked = day
        return found


standing_tasks = Registry[StandingTask]()


def tend_jobs(*, at: datetime, begin: Callable[[Job], object] = begin_process) -> int:
    """The periodic job. Returns how many began; two that do it at once begin nothing twice."""
    settle_ended(at=at)
    old = Q(expires_at__lt=at)
    resting = Q(subject=STANDING, state=Job.State.FAILED, finished_at__gt=at - REST)
    found = Job.objects.filter(Q(state__in=UNDER_WAY) | old | resting).order_by("asked_at", "pk")
    rows = list(found.select_related("asked_by"))
    if any(row.expires_at and row.expires_at < at for row in rows):
        Job.objects.filter(old).delete()
    rows += _asked_by_nobody(rows, at=at)
    for silent in [row for row in rows if _is_silent(row, at)]:
        again(silent, reason=Job.Reason.DIED, at=at)
    return sum(_begin_next(rows, queue, begin, at=at) for queue in Job.Queue)


def _asked_by_nobody(rows: Sequence[Job], *, at: datetime) -> Iterator[Job]:
    known = {row.task for row in rows if row.subject == STANDING}
    for standing in standing_tasks:
        if standing.task.module_path not in known and standing.is_due(at):
            result = asked_for(standing.task, subject=STANDING).enqueue()
            yield Job.objects.get(pk=result.id)


def _is_silent(row: Job, at: datetime) -> bool:
    if row.state != Job.State.RUNNING or row.beat_at is None:
        return False
    return at - row.beat_at > SILENT_AFTER and not is_ours(row)


def _begin_next(
    rows: Sequence[Job], queue: str, begin: Callable[[Job], object], *, at: datetime
) -> bool:
    mine = [row for row in rows if row.queue == queue]
    if any(row.state == Job.State.RUNNING and not _is_silent(row, at) for row in mine):
        return False
    waiting = [row for row in mine if row.state == Job.State.WAITING]
    if not waiting or not claim(waiting[0], at=at):
        return False
    begin(waiting[0])
    return True
