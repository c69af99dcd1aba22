"""The awards among which one passes on, for the pure rules."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from leaderboard.models import Award, AwardTerms, Winner
from leaderboard.rules.passing_on import AwardPlace


def places_of(award: Award) -> list[AwardPlace]:
    """The rows of this award, and whatever else its reserves have; three statements."""
    own = Q(seal=award.seal_id, key=award.key)
    reserves = Award.objects.filter(own, reserve__gt=0).values("attempt")
    rows = list(
        Award.objects.filter(own | Q(seal=award.seal_id, attempt__in=reserves)).select_related(
            "rule"
        )
    )
    once = AwardTerms.objects.filter(rule__in={row.rule_id for row in rows}, once=True)
    return _places(rows, set(once.values_list("pk", flat=True)))


def _places(rows: Iterable[Award], once: set[int]) -> list[AwardPlace]:
    listed = list(rows)
    winners = Winner.objects.in_bulk([row.pk for row in listed])
    return [
        AwardPlace(
            award=row.pk,
            key=row.key,
            pupil=row.attempt_id,
            order=(row.rule.position, row.rule_id),
            once=row.rule_id in once,
            place=row.place,
            reserve=row.reserve,
            told=row.pk in winners,
            gone=row.pk in winners and not winners[row.pk].stands,
        )
        for row in listed
    ]
