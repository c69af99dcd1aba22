"""Papers that seem to be known, for the page of the day."""

from __future__ import annotations

from datetime import timedelta

from competition.day.day_facts import DayScreen
from leaderboard.models import KnownPaper


def papers_known_in(screen: DayScreen) -> list[KnownPaper]:
    """Those seen on the day that is looked at, in the countries of whoever looks; one query."""
    rows = KnownPaper.objects.filter(
        division__edition=screen.edition,
        seen_at__gte=screen.begins,
        seen_at__lt=screen.begins + timedelta(days=1),
    )
    if not screen.sees_all:
        rows = rows.filter(country__in=screen.area.near)
    return list(rows.select_related("division", "country"))
