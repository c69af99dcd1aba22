"""Letters in the background: who gets one is fixed."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.tending import StandingTask
from competition.letters.actions import letter_sending
from competition.letters.queries.outgoing import to_fill


@task(queue_name="short")
def fill_letters() -> None:
    """Fix the readers of letters that have begun."""
    letter_sending.fill_letters(at=clock.now())


letters_to_fill = StandingTask(fill_letters, lambda _at: to_fill().exists())
