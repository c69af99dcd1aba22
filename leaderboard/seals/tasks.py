"""Lists are laid before and sealed in the background; pages show how far it is."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.performing import Context, Progress, job_of, progress_of
from competition.models import Edition, Result
from leaderboard.awards.actions.seal_works import do_once
from leaderboard.models import Seal, SealWork
from leaderboard.seals.actions.sealing import NothingProposed, confirm, propose


@task(queue_name="long", takes_context=True)
def do_seal_work(context: Context) -> None:
    """What was asked for with this job."""
    job, progress = job_of(context), progress_of(context)
    for work in SealWork.objects.filter(job=job, done_at=None).select_related("edition", "seal"):
        progress.expect(_expected(work.edition))
        do_once(work, lambda one: _done(one, progress), job=job, at=clock.now())


def _done(work: SealWork, progress: Progress) -> Seal:
    by, at, told = work.asked_by, clock.now(), progress.step
    if work.kind == SealWork.Kind.LAY_BEFORE:
        return propose(work.edition, by=by, at=at, told=told)
    if work.seal is None:
        raise NothingProposed
    if work.seal.confirmed_by_id == by.pk:
        return work.seal
    return confirm(work.seal, by=by, at=at, note=work.text, seen=work.seen, told=told)


def _expected(edition: Edition) -> int:
    """Every result is read for the list and for the awards."""
    return 2 * Result.objects.filter(division__edition=edition, counts=True).count()
