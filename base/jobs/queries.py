"""Reads about jobs: how many wait in each queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from base.models import Job


@dataclass(frozen=True, slots=True)
class JobQueue:
    """How many jobs wait in a queue, and when the first of them was asked for."""

    waiting: int = 0
    since: datetime | None = None


def job_queues() -> dict[str, JobQueue]:
    """Every queue by its name, also those in which nothing waits; one query."""
    waiting = Job.objects.filter(state=Job.State.WAITING).order_by()
    rows = waiting.values_list("queue").annotate(Count("pk"), Min("asked_at"))
    found = {queue: JobQueue(count, since) for queue, count, since in rows}
    return {queue: found.get(queue, JobQueue()) for queue in Job.Queue.values}
