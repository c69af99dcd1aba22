"""Who would move is worked out, and results are written anew, in the background."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.backend import asked_for
from base.jobs.performing import Context, job_of, progress_of
from base.models import User
from competition.models import Edition
from leaderboard.boards.actions import hint
from leaderboard.models import QuestionRuling
from leaderboard.neutralising.actions import (
    carry_out,
    confirm_ruling,
    end_ruling,
    keep_moves,
    propose_ruling,
)
from leaderboard.neutralising.queries.rulings import results_of_paper, who_moves
from quizbank.models import PaperQuestion


@transaction.atomic
def ask_ruling(
    edition: Edition, item: PaperQuestion, *, neutral: bool, reason: str, by: User, at: datetime
) -> QuestionRuling:
    """Propose it, and have worked out who would move; see ``propose_ruling``."""
    ruling = propose_ruling(edition, item, neutral=neutral, reason=reason, by=by, at=at)
    wanted = asked_for(work_out_moves, by=by, subject=str(ruling.pk))
    QuestionRuling.objects.filter(pk=ruling.pk).update(job=wanted.enqueue().id)
    return ruling


@transaction.atomic
def confirm_and_write(ruling: QuestionRuling, *, by: User, at: datetime) -> None:
    """Confirm it, and have its results written; see ``confirm_ruling``."""
    held = confirm_ruling(ruling, by=by, at=at)
    write_again(held, by=by)


def write_again(ruling: QuestionRuling, *, by: User) -> None:
    """Have the results written, the first time or after it was given up."""
    wanted = asked_for(write_rescored, by=by, subject=str(ruling.pk))
    QuestionRuling.objects.filter(pk=ruling.pk).update(job=wanted.enqueue().id)


@task(queue_name="long", takes_context=True)
def work_out_moves(context: Context) -> None:
    """Of the ruling this job was asked for."""
    job = job_of(context)
    for ruling in QuestionRuling.objects.filter(job=job).select_related("item", "edition"):
        at = clock.now()  # what changes while it is worked out is newer than it
        keep_moves(ruling, who_moves(ruling, progress_of(context)), job=job, at=at)


@task(queue_name="long", takes_context=True)
def write_rescored(context: Context) -> None:
    """All results of the paper; the boards follow."""
    job, progress = job_of(context), progress_of(context)
    rulings = QuestionRuling.objects.filter(job=job, confirmed_at__isnull=False)
    for ruling in rulings.select_related("item", "edition"):
        progress.expect(results_of_paper(ruling))
        carry_out(ruling, progress=progress)
        end_ruling(ruling, job=job, at=clock.now())
        hint()
