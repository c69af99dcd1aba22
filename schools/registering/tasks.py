"""What nobody asks for: organizers are told."""

from __future__ import annotations

from datetime import datetime

from django.tasks import task

from base import clock
from base.jobs.tending import StandingTask
from schools.registering.daily_mail import tell_organizers
from schools.registering.queries.waiting_count import (
    day_to_tell,
    organizers_not_told,
    somebody_waits,
)


@task(queue_name="short")
def tell() -> None:
    """Write to organizers, on days on which somebody waits."""
    at = clock.now()
    if day := day_to_tell(at):
        tell_organizers(day, at=at)


def _is_time_to_tell(at: datetime) -> bool:
    day = day_to_tell(at)
    return day is not None and somebody_waits() and organizers_not_told(day).exists()


organizers_to_tell = StandingTask(tell, _is_time_to_tell)
