"""Pictures that nothing shows go by themselves."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import StandingTask
from quizbank.pictures.actions import forget_unseen
from quizbank.pictures.queries import long_unseen


@task(queue_name="short")
def forget_pictures() -> None:
    """Delete them."""
    forget_unseen(at=clock.now())


unseen_pictures = StandingTask(forget_pictures, lambda at: long_unseen(at).exists())
