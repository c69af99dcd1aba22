"""What nobody asks for: organizers are told, what nobody confirmed is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.tasks import task

from base import clock
from base.jobs.tending import StandingTask
from schools.accounts.actions import forget_people
from schools.registering.daily_mail import tell_organizers
from schools.registering.queries.unconfirmed import left_proposals, old_unconfirmed
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


@task(queue_name="short")
def forget() -> None:
    """Delete accounts whose e-mail was not confirmed in three days, and what they proposed."""
    forget_people(old_unconfirmed(clock.now()))
    left_proposals().delete()


unconfirmed = StandingTask(forget, lambda at: old_unconfirmed(at).exists())
