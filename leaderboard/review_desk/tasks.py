"""An edition is looked through in the background; lists of published ones go by themselves."""

from __future__ import annotations

from django.db import transaction
from django.tasks import task
from django.utils.translation import gettext_lazy as _

from competition.models import Edition
from leaderboard.item_review.queries.item_tables import counted_results
from leaderboard.models import DeskReport
from leaderboard.review_desk.actions import keep_list, old_lists
from leaderboard.review_desk.looking_through import PASSES, look_through
from schools import clock
from schools.jobs.backend import asked_for, labelled
from schools.jobs.performing import Context, job_of, progress_of
from schools.jobs.tending import StandingTask
from schools.models import User


@transaction.atomic
def ask_for_list(edition: Edition, *, by: User) -> DeskReport:
    """Have it looked through; what is under way already is the answer to a second wish."""
    report, _made = DeskReport.objects.get_or_create(edition=edition)
    wanted = asked_for(look_through_edition, by=by, subject=str(edition.pk))
    DeskReport.objects.filter(pk=report.pk).update(job=wanted.enqueue().id)
    report.refresh_from_db()
    return report


@labelled(_("Look an edition through"))
@task(queue_name="long", takes_context=True)
def look_through_edition(context: Context) -> None:
    """The one that was asked for with this job."""
    job, progress = job_of(context), progress_of(context)
    for report in DeskReport.objects.filter(job=job).select_related("edition"):
        divisions = list(report.edition.divisions.filter(official__isnull=False).order_by("pk"))
        progress.expect(PASSES * sum(counted_results(one).count() for one in divisions))
        found = [line for one in divisions for line in look_through(one, progress)]
        found.sort(key=lambda line: -line["score"])
        keep_list(report, found, job=job, at=clock.now())


@labelled(_("Delete old lists of the review desk"))
@task(queue_name="short")
def forget_lists() -> None:
    """Delete those nobody needs any more."""
    old_lists().delete()


old_desk_lists = StandingTask(forget_lists, lambda _at: old_lists().exists())
