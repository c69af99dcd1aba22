"""Spreadsheets are asked for by a page and made in the background."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.tasks import task
from django.utils import translation

from base import clock
from base.jobs.backend import asked_for
from base.jobs.performing import Context, job_of, progress_of
from base.models import User
from competition.models import Edition
from leaderboard.exports.across_report import across_for
from leaderboard.exports.making import make
from leaderboard.exports.permissions import area_key
from leaderboard.exports.report import report_for
from leaderboard.models import Export


@transaction.atomic
def ask(edition: Edition, *, part: str, language: str, by: User, at: datetime) -> Export:
    """Have a spreadsheet made; one that is under way already is the answer to a second wish."""
    wanted = asked_for(make_spreadsheet, by=by, subject=f"{by.pk}/{edition.pk}/{part}")
    wish = {"edition": edition, "user": by, "part": part, "language": language}
    export, _made = Export.objects.get_or_create(
        job_id=wanted.enqueue().id, defaults={**wish, "area": area_key(by), "asked_at": at}
    )
    return export


@task(queue_name="long", takes_context=True)
def make_spreadsheet(context: Context) -> None:
    """Make the one that was asked for with this job, unless somebody deleted it meanwhile."""
    job = job_of(context)
    for export in Export.objects.filter(job=job, finished_at__isnull=True):
        with translation.override(export.language):
            report_of = across_for if export.part == Export.Part.ACROSS else report_for
            report = report_of(export.user, export.edition, at=clock.now())
            make(export, report, job=job, progress=progress_of(context))
