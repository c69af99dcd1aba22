"""Figures for the ministry are worked out in the background, once a list is sealed."""

from __future__ import annotations

import time

from django.tasks import task

from base import clock
from base.jobs.actions import UNDER_WAY
from base.jobs.performing import Context, progress_of
from base.jobs.tending import StandingTask
from base.models import Job
from leaderboard.insight.actions import publish_insight
from leaderboard.insight.queries import unpublished

# No short job waits longer for it.
SECONDS = 20.0


@task(queue_name="short", takes_context=True)
def publish_figures_for_ministry(context: Context) -> None:
    """Those of every country that has none of the seal that holds, one after the other; what takes
    longer than others may wait goes on in the next job."""
    progress, ends = progress_of(context), time.monotonic() + SECONDS
    progress.expect(len(list(unpublished(at=clock.now()))))
    while time.monotonic() < ends and publish_insight(at=clock.now()):
        progress.step()


figures_to_publish = StandingTask(
    publish_figures_for_ministry, lambda at: any(True for _due in unpublished(at=at))
)


def work_on_figures() -> int | None:
    """How far the work on figures is, in per cent; none where nobody is at it."""
    rows = Job.objects.filter(task=publish_figures_for_ministry.module_path, state__in=UNDER_WAY)
    job = rows.order_by("asked_at").first()
    return job.percent if job else None
