"""What nobody asks for: names and needs of pupils are deleted when their time is over."""

from __future__ import annotations

from datetime import datetime

from django.tasks import task
from django.utils.translation import gettext_lazy as _

from competition.classes.actions.forgetting import forget_details
from competition.classes.queries.outlived_details import outlived_cards
from schools import clock
from schools.jobs.backend import labelled
from schools.jobs.tending import StandingTask


@labelled(_("Delete pupils' names and needs whose time is over"))
@task(queue_name="short")
def forget() -> None:
    """Empty them on the cards."""
    forget_details(at=clock.now())


def _is_due(at: datetime) -> bool:
    """Looked at in the first minute of every hour: it goes through all cards."""
    return not at.minute and outlived_cards(at).exists()


old_details = StandingTask(forget, _is_due)
