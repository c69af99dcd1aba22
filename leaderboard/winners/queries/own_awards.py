"""The awards that a pupil may know of, on the own result."""

from __future__ import annotations

from dataclasses import dataclass

from competition.models import Attempt
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import Winner
from leaderboard.rules.passing_on import CALLED
from leaderboard.winners.queries.standing_awards import standing_awards


@dataclass(frozen=True, slots=True)
class OwnAward:
    """An award's name and place; 0 where everybody has the same."""

    name: str
    place: int


def own_awards(attempt: Attempt) -> list[OwnAward]:
    """What the teacher has told, and what follows from the points once results are published."""
    told = Winner.objects.filter(
        award__attempt=attempt.pk, pupil_told_at__isnull=False, passed_on_at__isnull=True
    )
    found = [
        OwnAward(str(one.award.rule), 0 if one.award.rule.kind == "draw" else one.place)
        for one in told.select_related("award__rule").order_by("award__rule__position", "pk")
    ]
    if attempt.entry.division.edition.state not in PUBLISHED:
        return found
    reached = standing_awards().filter(attempt=attempt.pk, place__gt=0)
    reached = reached.exclude(rule__kind__in=CALLED)
    return found + [OwnAward(str(one.rule), 0) for one in reached.select_related("rule")]
