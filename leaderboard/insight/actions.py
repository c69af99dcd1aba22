"""The figures for the ministry are published with each seal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

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
    """Publish the figures of a country by the seal that holds, in place of those of an earlier one.

    Returns whether it did: nobody was faster, and neither a result nor the seal changed while they
    were counted.
    """
    seal, rows = current_seal(edition), counted(edition, country)
    if not rows.agree:
        return False
    regions = Region.objects.filter(country=country).order_by("code").values_list("pk", "parent")
    body = release(tree(country.pk, regions, rows.known), rows)
    with transaction.atomic():
        if current_seal(edition) != seal:
            return False
        return _stored(edition, country, {"seal": seal, "made_at": at, "body": body})


def _stored(edition: Edition, country: Country, figures: dict[str, Any]) -> bool:
    """Store them as the first ones, or whole in place of those of another seal."""
    place = InsightSnapshot.objects.select_for_update(of=("self",))
    kept, is_new = place.get_or_create(edition=edition, country=country, defaults=figures)
    if is_new or figures["seal"] is None or kept.seal_id == figures["seal"].pk:
        return is_new
    InsightSnapshot.objects.filter(pk=kept.pk).update(**figures)
    return True
