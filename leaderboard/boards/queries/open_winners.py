"""Whose winners anybody may read by now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from leaderboard.models import Award, WinnersPlan
from leaderboard.rules.passing_on import CALLED


@dataclass(frozen=True, slots=True)
class OpenWinners:
    """Editions whose winners are public; ``across``: those that have some across countries."""

    editions: set[int]
    across: set[int]

    def are_open(self, edition: int, country: str | None) -> bool:
        """Whether a country has a page of winners to read; without one what is across all."""
        return edition in (self.editions if country else self.across)


def open_winners(editions: Collection[int], *, at: datetime) -> OpenWinners:
    """Among these editions; two statements, one where there are none."""
    plans = WinnersPlan.public(at).filter(edition__in=editions)
    found = set(plans.values_list("pk", flat=True))
    if not found:
        return OpenWinners(set(), set())
    awards = Award.objects.filter(seal__edition__in=found, country__isnull=True, place__gt=0)
    across = awards.filter(rule__kind__in=CALLED).order_by()
    return OpenWinners(found, set(across.values_list("seal__edition", flat=True).distinct()))
