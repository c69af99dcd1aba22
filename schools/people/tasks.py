"""Teachers are invited from a sheet in the background, then their mails are sent."""

from __future__ import annotations

from django.db import transaction
from django.tasks import task

from schools import clock
from schools.jobs.actions import OF_A_SHEET, GivenUp, giving_up
from schools.jobs.backend import asked_for_file
from schools.jobs.performing import Context, job_of, progress_of
from schools.jobs.tending import StandingTask
from schools.models import Job, TeacherSheet, User
from schools.people.actions import teacher_sheets
from schools.roles import reach_of


@transaction.atomic
def ask_invitations(sheet: TeacherSheet, *, seen: str, address: str, by: User) -> None:
    """Have all of a sheet invited as its preview with the digest ``seen`` promised.

    The links of the mails lead to ``address``.
    """
    wanted = asked_for_file(invite_teachers, sheet.content, by=by, subject=str(sheet.pk))
    result = wanted.enqueue(sheet.pk, seen=seen)
    TeacherSheet.objects.filter(pk=sheet.pk).update(job_id=result.id, address=address)


@task(queue_name="long", takes_context=True)
def invite_teachers(context: Context, sheet: int, *, seen: str) -> None:
    """Invite for who confirmed it, as far as their word goes by now."""
    by = job_of(context).asked_by
    if by is None or not reach_of(by):
        raise GivenUp(Job.Reason.RIGHT)
    with giving_up(OF_A_SHEET):
        for held in TeacherSheet.objects.filter(pk=sheet, read_at__isnull=True):
            teacher_sheets.invite_from_sheet(
                held, seen=seen, by=by, at=clock.now(), progress=progress_of(context)
            )


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
