"""The awards among which one passes on, for the pure rules."""

from __future__ import annotations

from leaderboard.models import Award, Winner
from leaderboard.rules.passing_on import AwardPlace


def places_of(award: Award) -> list[AwardPlace]:
    """The rows of this award; two statements."""
    listed = list(Award.objects.filter(seal=award.seal_id, key=award.key))
    winners = Winner.objects.in_bulk([row.pk for row in listed])
    return [
        AwardPlace(
            award=row.pk,
            key=row.key,
            place=row.place,
            reserve=row.reserve,
            told=row.pk in winners,
            gone=row.pk in winners and not winners[row.pk].stands,
        )
        for row in listed
    ]
