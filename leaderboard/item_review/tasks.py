"""Figures of questions are asked for by a page and worked out in the background."""

from __future__ import annotations

from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.backend import asked_for
from base.jobs.performing import Context, job_of, progress_of
from base.models import User
from competition.models import Edition
from leaderboard.item_review.actions import keep_figures
from leaderboard.item_review.measuring import measure
from leaderboard.models import ItemReport


@transaction.atomic
def ask_for_figures(edition: Edition, *, by: User) -> ItemReport:
    """Have them worked out; what is under way already is the answer to a second wish."""
    report, _made = ItemReport.objects.get_or_create(edition=edition)
    wanted = asked_for(work_out_figures, by=by, subject=str(edition.pk))
    ItemReport.objects.filter(pk=report.pk).update(job=wanted.enqueue().id)
    report.refresh_from_db()
    return report


@task(queue_name="long", takes_context=True)
def work_out_figures(context: Context) -> None:
    """Those that were asked for with this job."""
    job = job_of(context)
    for report in ItemReport.objects.filter(job=job).select_related("edition"):
        body = measure(report.edition, progress_of(context))
        keep_figures(report, body, job=job, at=clock.now())
