"""Quizzes that were paused and left so, although the window of their country is over."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from competition.day.queries.day import COLUMNS, SCHOOL, Sat, SittingRow
from competition.models import Edition, Sitting, Window
from competition.rules.lesson_end import LINGER


def left_paused(sittings: QuerySet[Sitting], edition: Edition, *, at: datetime) -> list[Sat]:
    """Of these sittings, whichever day they were opened, those that have waited longest first; one
    query. A pause ends by itself only twelve hours after the opening, and answers wait for it."""
    country = OuterRef(f"{SCHOOL}__country")
    ahead = Window.objects.filter(edition=edition, country=country, closes_at__gt=at)
    found = sittings.filter(
        ~Exists(ahead),
        entry__edition=edition,
        kind=Sitting.Kind.OFFICIAL,
        closed_at__isnull=True,
        paused_at__lte=at - LINGER,
    )
    rows = found.order_by("paused_at", "pk").values_list(*COLUMNS)
    return [Sat(SittingRow(*row)) for row in rows]
