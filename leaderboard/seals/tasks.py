"""Lists are laid before and sealed in the background; pages show how far it is."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.performing import Context, Progress, job_of, progress_of
from competition.models import Attempt, Edition, Result
from leaderboard.awards.actions.seal_works import do_once
from leaderboard.models import Seal, SealWork
from leaderboard.seals.actions.correcting_seals import confirm_correction, lay_correction_before
from leaderboard.seals.actions.sealing import NothingProposed, confirm, propose
from leaderboard.seals.queries.noted_changes import waiting_changes


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
    if work.kind == SealWork.Kind.CORRECT:
        return lay_correction_before(work.edition, why=work.text, by=by, at=at, told=told)
    if work.seal is None:
        raise NothingProposed
    if work.seal.confirmed_by_id == by.pk:
        return work.seal
    if work.seal.corrects_id:
        return confirm_correction(work.seal, by=by, at=at, note=work.text, told=told)
    return confirm(work.seal, by=by, at=at, note=work.text, seen=work.seen, told=told)


def _expected(edition: Edition) -> int:
    """Every result is read for the list and for the awards; those of a question are written."""
    results = Result.objects.filter(division__edition=edition, counts=True).count()
    papers = [one.item.paper_id for one in waiting_changes(edition) if one.item]
    written = Attempt.objects.filter(entry__edition=edition, sitting__paper__in=papers)
    return 2 * results + written.count()
