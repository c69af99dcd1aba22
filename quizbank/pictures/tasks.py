"""Pictures that nothing shows go by themselves."""

from __future__ import annotations

from django.tasks import task
from django.utils.translation import gettext_lazy as _

from quizbank.pictures.actions import forget_unseen
from quizbank.pictures.queries import long_unseen
from schools import clock
from schools.jobs.backend import labelled
from schools.jobs.tending import StandingTask


@labelled(_("Delete pictures that no question shows"))
@task(queue_name="short")
def forget_pictures() -> None:
    """Delete them."""
    forget_unseen(at=clock.now())


unseen_pictures = StandingTask(forget_pictures, lambda at: long_unseen(at).exists())
