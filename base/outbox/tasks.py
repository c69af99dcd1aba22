"""In the background: mails go out, and who got them is forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.tasks import task

from base import clock
from base.jobs.performing import Context, progress_of
from base.jobs.tending import OnceANight, StandingTask
from base.models import OutgoingMail
from base.outbox import sending

# So long it is known who got a mail, in case somebody asks.
KEPT = timedelta(days=91)


def old_mails(at: datetime) -> QuerySet[OutgoingMail]:
    """Mails of which nobody need know any more."""
    return OutgoingMail.objects.filter(made_at__lt=at - KEPT)


@task(queue_name="short", takes_context=True)
def send_mails(context: Context) -> None:
    """Send what waits, for a while; what is left is due again."""
    sending.send_mails(progress_of(context))


@task(queue_name="short")
def forget_mails() -> None:
    """Delete old mails."""
    old_mails(clock.now()).delete()


mails_to_send = StandingTask(send_mails, lambda at: sending.due_mails(at).exists())
mails_to_forget = StandingTask(forget_mails, OnceANight(lambda at: old_mails(at).exists()))
