"""In the background mails go out."""

from __future__ import annotations

from django.tasks import task

from base.jobs.performing import Context, progress_of
from base.jobs.tending import StandingTask
from base.outbox import sending


@task(queue_name="short", takes_context=True)
def send_mails(context: Context) -> None:
    """Send what waits, for a while; what is left is due again."""
    sending.send_mails(progress_of(context))


mails_to_send = StandingTask(send_mails, lambda at: sending.due_mails(at).exists())
