"""The awards among which one passes on, for the pure rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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
    return _places(rows)


def of_the_same_pupils(awards: Collection[Award]) -> list[AwardPlace]:
    """These awards of one seal, and what their pupils have besides; three statements."""
    rows = Award.objects.filter(
        seal__in={one.seal_id for one in awards}, attempt__in={one.attempt_id for one in awards}
    )
    return _places(rows.select_related("rule"))


def _places(rows: Iterable[Award]) -> list[AwardPlace]:
    listed = list(rows)
    terms = AwardTerms.objects.filter(rule__in={row.rule_id for row in listed}, once=True)
    once = set(terms.values_list("pk", flat=True))
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
