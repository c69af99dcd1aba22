"""How much background work waits, for whoever watches the server."""

from __future__ import annotations

from datetime import datetime

from base.jobs.queries import job_queues
from competition import metrics


def tell_job_queues(*, at: datetime) -> None:
    """The periodic job: how many jobs wait in each queue, and how long the first of them has."""
    for name, queue in job_queues().items():
        age = (at - queue.since).total_seconds() if queue.since else 0.0
        metrics.jobs_wait(name, count=queue.waiting, age=age)
