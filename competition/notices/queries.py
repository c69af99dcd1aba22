"""Notices that are shown now, and where."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from competition.models import Edition, Notice, Sitting


def live_notices(edition: Edition | None, *, at: datetime) -> QuerySet[Notice]:
    """Notices of an edition that are shown now, the newest first."""
    live = Notice.objects.filter(edition=edition, ended_at__isnull=True, until__gt=at)
    return live.select_related("country", "spoken_by")


def open_with(notice: Notice) -> int:
    """How many open sittings show it."""
    return Sitting.objects.filter(notice=notice.token, closed_at__isnull=True).count()


def open_places(edition: Edition) -> QuerySet[Sitting, tuple[int, str, str]]:
    """``(sitting, country, token it shows)`` of every open sitting."""
    found = Sitting.objects.filter(entry__edition=edition, closed_at__isnull=True).order_by("pk")
    return found.values_list("pk", "entry__school_class__school__country", "notice")


def texts_of(token: str) -> dict[str, str] | None:
    """What a notice says, by language; nothing for a token that no notice has."""
    if not token:
        return None
    return Notice.objects.filter(token=token).values_list("texts", flat=True).first()
