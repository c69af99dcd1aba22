"""By night, as long as something is due."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.performing import Context, job_of, progress_of
from base.jobs.tending import OnceANight, StandingTask
from base.retention import actions
from base.retention.lines import retention_lines


@task(queue_name="short", takes_context=True)
def forget(context: Context) -> None:
    """Let go what has had its time."""
    actions.forget(progress_of(context), at=clock.now(), job=job_of(context))


things_to_forget = StandingTask(
    forget, OnceANight(lambda at: any(line.due(at).exists() for line in retention_lines))
)
