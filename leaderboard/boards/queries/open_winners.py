"""Whose winners anybody may read by now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from leaderboard.models import Award, WinnersPlan
from leaderboard.rules.passing_on import CALLED


@dataclass(frozen=True, slots=True)
class OpenWinners:
    """Editions that have winners whom anybody may read; ``across``: some across countries.

    Once the classes of a year are deleted there are none to read.
    """

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
    awards = Award.objects.filter(seal__edition__in=found, place__gt=0, rule__kind__in=CALLED)
    rows = awards.order_by().values_list("seal__edition", "country").distinct()
    return OpenWinners({one for one, _country in rows}, {one for one, code in rows if not code})
