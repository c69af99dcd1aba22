"""By night teachers are told what goes in a week."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import OnceANight, StandingTask
from leaderboard.forgetting.goes_mail import tell_teachers
from leaderboard.forgetting.queries import teachers_to_tell


@task(queue_name="short")
def tell() -> None:
    """One mail to each teacher."""
    tell_teachers(at=clock.now())


teachers_told = StandingTask(tell, OnceANight(lambda at: teachers_to_tell(at).exists()))
