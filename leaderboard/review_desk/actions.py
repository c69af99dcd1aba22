"""What the desk found is kept until the next look, and no longer than the edition is open."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import DeskReport
from schools.jobs.actions import hold
from schools.models import Job


@transaction.atomic
def keep_list(report: DeskReport, body: list[dict[str, Any]], *, job: Job, at: datetime) -> None:
    """Store what was found by this try of a job. Raises ``Overtaken``."""
    hold(job)
    DeskReport.objects.filter(pk=report.pk).update(body=body, made_at=at)


def old_lists() -> QuerySet[DeskReport]:
    """Those of editions that are published: what they were for is decided."""
    return DeskReport.objects.filter(edition__state__in=PUBLISHED)
