"""The figures for the ministry are published: once for each country of an edition."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from competition.models import Edition
from leaderboard.insight.queries import counted, unpublished
from leaderboard.insight.release import release, tree
from leaderboard.models import InsightSnapshot
from schools.models import Country, Region


def publish_insight(*, at: datetime) -> int:
    """Publish the figures of one country that is due; returns how many that were, 0 or 1.

    The rest comes in the next rounds, so that none takes long. Two that run at once agree: the
    first to store its figures has published them.
    """
    due = next(unpublished(at=at), None)
    return 0 if due is None else int(publish_country(*due, at=at))


def publish_country(edition: Edition, country: Country, *, at: datetime) -> bool:
    """Publish the figures of a country.

    Returns whether it did: nobody was faster, and no result changed while they were counted.
    """
    rows = counted(edition, country)
    if not rows.agree:
        return False
    regions = Region.objects.filter(country=country).order_by("code").values_list("pk", "parent")
    body = release(tree(country.pk, regions, rows.known), rows)
    with transaction.atomic():
        _kept, is_new = InsightSnapshot.objects.get_or_create(
            edition=edition, country=country, defaults={"made_at": at, "body": body}
        )
    return is_new
