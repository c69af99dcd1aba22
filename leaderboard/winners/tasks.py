"""In the background teachers are reminded of winners that wait for their word."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import StandingTask
from leaderboard.winners.actions import remind_teachers
from leaderboard.winners.queries import to_remind


@task(queue_name="short")
def remind() -> None:
    """Each once."""
    remind_teachers(at=clock.now())


teachers_to_remind = StandingTask(remind, lambda at: to_remind(at).exists())
