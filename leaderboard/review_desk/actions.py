"""What the desk found is kept until the next look, and no longer than the edition is open; who is
told when a paper became known on the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from competition.models import Division
from competition.rules.edition_steps import PUBLISHED
from leaderboard.appeals.actions.telling_decisions import write_to
from leaderboard.appeals.queries.readers_of_cases import organizers_to_tell
from leaderboard.models import DeskReport, KnownPaper
from schools.jobs.actions import hold
from schools.models import Country, Job


@transaction.atomic
def keep_list(report: DeskReport, body: list[dict[str, Any]], *, job: Job, at: datetime) -> None:
    """Store what was found by this try of a job. Raises ``Overtaken``."""
    hold(job)
    DeskReport.objects.filter(pk=report.pk).update(body=body, made_at=at)


def old_lists() -> QuerySet[DeskReport]:
    """Those of editions that are published: what they were for is decided."""
    return DeskReport.objects.filter(edition__state__in=PUBLISHED)


@transaction.atomic
def tell_known(
    division: Division, found: Iterable[Mapping[str, Any]], *, at: datetime
) -> list[KnownPaper]:
    """Write to the organizers of each country in which the paper of a division seems to be known;
    once for each paper and country, and without a score. Returns what was not known before."""
    told = []
    for one in found:
        country = Country.objects.get(pk=one["subject"]["country"])
        known, is_new = KnownPaper.objects.get_or_create(
            paper=division.official,
            country=country,
            defaults={
                "division": division,
                "question": one["subject"].get("question"),
                "hour": one["evidence"]["hour"],
                "seen_at": at,
            },
        )
        if is_new:
            write_to(organizers_to_tell(country), at=at, known=known)
            told.append(known)
    return told
