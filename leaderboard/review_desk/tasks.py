"""An edition is looked through in the background, and its papers hourly while windows are open;
lists of published ones go by themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.tasks import task

from competition.models import Edition, Result, Window
from leaderboard.models import DeskReport, PaperWatch
from leaderboard.review_desk.actions import keep_list, old_lists, tell_known
from leaderboard.review_desk.looking_through import PASSES, known_today, look_through
from schools import clock
from schools.jobs.backend import asked_for
from schools.jobs.performing import Context, job_of, progress_of
from schools.jobs.tending import StandingTask
from schools.models import User

EVERY_HOUR = timedelta(hours=1)
# What was played since is the day: of other days classes differ for other reasons.
DAY = timedelta(hours=16)


@transaction.atomic
def ask_for_list(edition: Edition, *, by: User) -> DeskReport:
    """Have it looked through; what is under way already is the answer to a second wish."""
    report, _made = DeskReport.objects.get_or_create(edition=edition)
    wanted = asked_for(look_through_edition, by=by, subject=str(edition.pk))
    DeskReport.objects.filter(pk=report.pk).update(job=wanted.enqueue().id)
    report.refresh_from_db()
    return report


@task(queue_name="long", takes_context=True)
def look_through_edition(context: Context) -> None:
    """The one that was asked for with this job."""
    job, progress = job_of(context), progress_of(context)
    for report in DeskReport.objects.filter(job=job).select_related("edition"):
        divisions = list(report.edition.divisions.filter(official__isnull=False).order_by("pk"))
        counted = Result.objects.filter(counts=True, division__in=divisions)
        progress.expect(PASSES * counted.count())
        found = [line for one in divisions for line in look_through(one, progress)]
        found.sort(key=lambda line: -line["score"])
        keep_list(report, found, job=job, at=clock.now())


@task(queue_name="short")
def forget_lists() -> None:
    """Delete those nobody needs any more."""
    old_lists().delete()


old_desk_lists = StandingTask(forget_lists, lambda _at: old_lists().exists())


def to_watch(at: datetime) -> QuerySet[Edition]:
    """Live editions with an open window, of which nobody has looked at the papers for an hour."""
    opened = Window.objects.filter(edition=OuterRef("pk"), opens_at__lte=at, closes_at__gt=at)
    looked = PaperWatch.objects.filter(edition=OuterRef("pk"), looked_at__gt=at - EVERY_HOUR)
    return Edition.objects.filter(Exists(opened), ~Exists(looked), state=Edition.State.LIVE)


@task(queue_name="short")
def begin_watching() -> None:
    """Have the editions looked at that are due; the look itself takes its time."""
    at = clock.now()
    for edition in to_watch(at):
        # Both or none: one that is noted and not asked for would be left out for an hour.
        with transaction.atomic():
            PaperWatch.objects.update_or_create(edition=edition, defaults={"looked_at": at})
            asked_for(watch_papers, subject=str(edition.pk)).enqueue()


@task(queue_name="long", takes_context=True)
def watch_papers(context: Context) -> None:
    """Each division of one edition, as its classes of today played."""
    at, edition = clock.now(), int(job_of(context).subject)
    divisions = Edition.objects.get(pk=edition).divisions.filter(official__isnull=False)
    for division in divisions.order_by("pk"):
        tell_known(division, known_today(division, since=at - DAY), at=at)


papers_to_watch = StandingTask(begin_watching, lambda at: to_watch(at).exists())
