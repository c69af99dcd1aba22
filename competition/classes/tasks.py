"""What nobody asks for: names and needs of pupils are deleted when their time is over."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.tasks import task
from django.utils.translation import gettext_lazy as _

from competition.classes.actions.forgetting import forget_details
from competition.classes.queries.outlived_details import outlived_cards
from schools import clock
from schools.jobs.backend import labelled
from schools.jobs.tending import StandingTask

# By universal time: no class plays in any of the countries.
NIGHT = range(1, 4)


@labelled(_("Delete pupils' names and needs whose time is over"))
@task(queue_name="short")
def forget() -> None:
    """Empty them on the cards."""
    forget_details(at=clock.now())


class OnceANight:
    """Whether cards are to be emptied, looked at once a night: it goes through all of them, in the
    thread that also publishes the boards."""

    def __init__(self) -> None:
        self._looked: date | None = None

    def __call__(self, at: datetime) -> bool:
        """False by day, and for the rest of the night that found nothing."""
        day = at.astimezone(UTC).date()
        if at.astimezone(UTC).hour not in NIGHT or self._looked == day:
            return False
        found = outlived_cards(at).exists()
        if not found:
            self._looked = day
        return found


old_details = StandingTask(forget, OnceANight())
