"""The figures for the ministry are published with each seal, in the background."""

from __future__ import annotations

import time
from datetime import datetime

from django.db import transaction
from django.tasks import task

from base import clock
from base.jobs.actions import UNDER_WAY
from base.jobs.performing import Context, progress_of
from base.jobs.tending import StandingTask
from base.models import Job
from competition.models import Edition
from leaderboard.insight.queries import counted, unpublished
from leaderboard.insight.rules import release, tree
from leaderboard.models import InsightSnapshot
from leaderboard.results.queries import current_seal
from schools.models import Country, Region


def publish_insight(*, at: datetime) -> int:
    """Publish the figures of one country that is due; returns how many that were, 0 or 1."""
    due = next(unpublished(at=at), None)
    return 0 if due is None else int(publish_country(*due, at=at))


def publish_country(edition: Edition, country: Country, *, at: datetime) -> bool:
    """Publish the figures of a country by the seal that holds, as the first ones or whole in place
    of those of an earlier seal.

    Returns whether it did: nobody was faster, and the seal did not change while they were counted.
    """
    seal, rows = current_seal(edition), counted(edition, country)
    regions = Region.objects.filter(country=country).order_by("code").values_list("pk", "parent")
    body = release(tree(country.pk, regions, rows.known), rows)
    figures = {"seal": seal, "made_at": at, "body": body}
    with transaction.atomic():
        if current_seal(edition) != seal:
            return False
        place = InsightSnapshot.objects.select_for_update(of=("self",))
        kept, is_new = place.get_or_create(edition=edition, country=country, defaults=figures)
        if is_new or seal is None or kept.seal_id == seal.pk:
            return is_new
        InsightSnapshot.objects.filter(pk=kept.pk).update(**figures)
    return True


# No short job waits longer for it.
SECONDS = 20.0


@task(queue_name="short", takes_context=True)
def publish_figures_for_ministry(context: Context) -> None:
    """Those of every country that has none of the seal that holds, one after the other; what takes
    longer than others may wait goes on in the next job."""
    progress, ends = progress_of(context), time.monotonic() + SECONDS
    progress.expect(len(list(unpublished(at=clock.now()))))
    while time.monotonic() < ends and publish_insight(at=clock.now()):
        progress.step()


figures_to_publish = StandingTask(
    publish_figures_for_ministry, lambda at: any(True for _due in unpublished(at=at))
)


def work_on_figures() -> int | None:
    """How far the work on figures is, in per cent; none where nobody is at it."""
    rows = Job.objects.filter(task=publish_figures_for_ministry.module_path, state__in=UNDER_WAY)
    job = rows.order_by("asked_at").first()
    return job.percent if job else None
