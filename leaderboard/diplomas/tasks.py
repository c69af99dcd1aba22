"""All diplomas of a kind and country are made in the background; old files go by themselves."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.backend import asked_for
from base.jobs.performing import Context, job_of, progress_of
from base.models import User
from competition.models import Edition
from leaderboard.diplomas.actions.issuing import finish_files, issue, keep_file
from leaderboard.diplomas.diploma_sheets import diploma_files
from leaderboard.diplomas.queries.diploma_claims import claims_in
from leaderboard.diplomas.queries.diploma_facts import read_diplomas
from leaderboard.models import DiplomaBatch
from schools.models import Country


@transaction.atomic
def ask_for_diplomas(
    edition: Edition, country: Country, *, kind: str, by: User, at: datetime
) -> DiplomaBatch:
    """Have them issued and set; what is under way already is the answer to a second wish."""
    batch, _made = DiplomaBatch.objects.get_or_create(
        edition=edition, country=country, kind=kind, defaults={"asked_by": by, "asked_at": at}
    )
    if batch.is_under_way:
        return batch
    wanted = asked_for(make_diplomas, by=by, subject=str(batch.pk))
    wish = {"asked_by": by, "asked_at": at, "finished_at": None, "job": wanted.enqueue().id}
    batch.files.all().delete()
    DiplomaBatch.objects.filter(pk=batch.pk).update(**wish)
    batch.refresh_from_db()
    return batch


@task(queue_name="long", takes_context=True)
def make_diplomas(context: Context) -> None:
    """Those that were asked for with this job."""
    job, progress = job_of(context), progress_of(context)
    batches = DiplomaBatch.objects.filter(job=job).select_related("edition", "country", "asked_by")
    for batch in batches:
        at = clock.now()
        claims = claims_in(batch.edition, batch.country, batch.kind)
        progress.expect(len(claims))
        rows = issue(batch.edition, claims, by=batch.asked_by, at=at)
        files = diploma_files(read_diplomas(rows))
        for number, (sheets, body) in enumerate(files, start=1):
            if not keep_file(batch, number, sheets, body, job=job):
                return
            progress.step(sheets)
        finish_files(batch, job=job, at=clock.now())
