"""Draws are asked for by a page and made in the background."""

from __future__ import annotations

from django.tasks import task

from base import clock
from base.jobs.performing import Context, job_of
from leaderboard.awards.actions import do_once, draw
from leaderboard.models import Seal, SealWork


@task(queue_name="long", takes_context=True)
def draw_awards(context: Context) -> None:
    """The draw that was asked for with this job."""
    job = job_of(context)
    for work in SealWork.objects.filter(job=job, done_at=None).select_related("edition"):
        do_once(work, _draw, job=job, at=clock.now())


def _draw(work: SealWork) -> Seal:
    """By the number that was typed twice, at the moment at which it was."""
    number = {"number": work.number, "again": work.number}
    return draw(work.edition, **number, by=work.asked_by, at=work.asked_at)
