"""What nobody asks for: names and needs of pupils are deleted when their time is over."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import OnceANight, StandingTask
from competition.classes.actions.forgetting import forget_details
from competition.classes.queries.outlived_details import outlived_cards


@task(queue_name="short")
def forget() -> None:
    """Empty them on the cards."""
    forget_details(at=clock.now())


old_details = StandingTask(forget, OnceANight(lambda at: outlived_cards(at).exists()))
