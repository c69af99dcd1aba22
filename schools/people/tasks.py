"""Mails of invitations by sheet are sent in the background; sheets nobody confirms go."""

from __future__ import annotations

from django.tasks import task

from schools import clock
from schools.jobs.performing import Context, progress_of
from schools.jobs.tending import StandingTask
from schools.people.actions import teacher_sheets


@task(queue_name="short", takes_context=True)
def send_mails(context: Context) -> None:
    """Send what waits, for a while; what is left is due again."""
    teacher_sheets.send_waiting(progress_of(context))


@task(queue_name="short")
def forget_sheets() -> None:
    """Delete sheets that were never confirmed."""
    teacher_sheets.sheets_never_confirmed(clock.now()).delete()


mails_to_send = StandingTask(send_mails, lambda at: teacher_sheets.waiting_mails(at).exists())
old_sheets = StandingTask(
    forget_sheets, lambda at: teacher_sheets.sheets_never_confirmed(at).exists()
)
