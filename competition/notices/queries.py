"""Notices that are shown now, and where."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from competition.models import Edition, Notice, Sitting
from competition.rules.audience import Audience, Place, reaches


def live_notices(edition: Edition | None, *, at: datetime) -> QuerySet[Notice]:
    """Notices of an edition that are shown now, the newest first."""
    live = Notice.objects.filter(edition=edition, ended_at__isnull=True, until__gt=at)
    return live.select_related("country", "region", "spoken_by").prefetch_related("sittings")


def is_wide(audience: Audience, countries: Collection[str]) -> bool:
    """Whether it is for all, or for all of one of these countries."""
    return (
        not audience.sittings
        and not audience.region
        and (audience.country is None or audience.country in countries)
    )


def open_with(notice: Notice) -> int:
    """How many open sittings show it."""
    return Sitting.objects.filter(notice=notice.token, closed_at__isnull=True).count()


def audience_of(notice: Notice) -> Audience:
    """Whom it is for; no query where region and sittings were fetched."""
    return Audience(
        country=notice.country_id,
        region=notice.region.path if notice.region else "",
        sittings=frozenset(sitting.pk for sitting in notice.sittings.all()),
    )


def token_for(place: Place, notices: Sequence[tuple[Audience, str]]) -> str:
    """The token of the newest notice that reaches a place, or nothing; notices newest first."""
    return next((token for audience, token in notices if reaches(audience, place)), "")


def open_places(edition: Edition) -> QuerySet[Sitting, tuple[int, str, str, str]]:
    """``(sitting, country, region's path, token it shows)`` of every open sitting."""
    school = "entry__school_class__school"
    found = Sitting.objects.filter(entry__edition=edition, closed_at__isnull=True).order_by("pk")
    return found.values_list("pk", f"{school}__country", f"{school}__region__path", "notice")


def texts_of(token: str) -> dict[str, str] | None:
    """What a notice says, by language; nothing for a token that no notice has."""
    if not token:
        return None
    return Notice.objects.filter(token=token).values_list("texts", flat=True).first()
