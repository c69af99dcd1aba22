"""Files of questions are imported in the background."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.actions import GivenUp, giving_up
from base.jobs.backend import asked_for_file
from base.jobs.performing import Context, job_of, progress_of
from base.models import Job, User
from quizbank.exceptions import FileGone
from quizbank.exchange.actions import import_kept
from quizbank.exchange.permissions import importing_desk, rights_of
from quizbank.formats.item import BadFile
from quizbank.models import QuestionFile


@transaction.atomic
def ask_questions(held: QuestionFile, *, seen: str, take: Collection[str], by: User) -> None:
    """Have the texts ``take`` names imported as the preview that saw the bank so promised."""
    wanted = asked_for_file(import_questions, held.content, by=by, subject=str(held.pk))
    result = wanted.enqueue(held.pk, seen=seen, take=list(take))
    QuestionFile.objects.filter(pk=held.pk).update(job_id=result.id)


@task(queue_name="long", takes_context=True)
def import_questions(context: Context, file: int, *, seen: str, take: list[str]) -> None:
    """Import a file for who confirmed it, with the rights they have by now."""
    by = job_of(context).asked_by
    desk = importing_desk(by) if by is not None else None
    if desk is None:
        raise GivenUp(Job.Reason.RIGHT)
    rights, progress = rights_of(desk), progress_of(context)
    # Another process at the same job may be done with it meanwhile.
    with giving_up({BadFile: Job.Reason.UNREADABLE}), suppress(FileGone):
        for held in QuestionFile.objects.filter(pk=file, read_at__isnull=True):
            done = import_kept(
                held,
                rights=rights,
                seen=seen,
                take=take,
                by=desk.user,
                at=clock.now(),
                progress=progress,
            )
            if not done.stored:
                raise GivenUp(Job.Reason.FAULTY if done.divided else Job.Reason.CHANGED)
