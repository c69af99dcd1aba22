"""Whose winners anybody may read by now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from leaderboard.models import Winner, WinnersPlan


def open_winners(editions: Collection[int], *, at: datetime) -> set[int]:
    """Those of these editions that have winners whom anybody may read, each country on a page; two
    statements, one where there are none."""
    plans = WinnersPlan.public(at).filter(edition__in=editions)
    found = set(plans.values_list("pk", flat=True))
    if not found:
        return set()
    awards = Winner.objects.filter(edition__in=found).held().called().pupils()
    return set(awards.order_by().values_list("edition", flat=True).distinct())
