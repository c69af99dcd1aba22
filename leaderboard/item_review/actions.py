"""Figures of questions are kept until the next ones."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from base.jobs.actions import hold
from base.models import Job
from leaderboard.models import ItemReport


@transaction.atomic
def keep_figures(report: ItemReport, body: dict[str, Any], *, job: Job, at: datetime) -> None:
    """Store what was worked out by this try of a job. Raises ``Overtaken``."""
    hold(job)
    ItemReport.objects.filter(pk=report.pk).update(body=body, made_at=at)
