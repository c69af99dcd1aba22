"""Who knows already of an award by a list, for who reopens it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from base import clock
from leaderboard.models import IssuedDiploma, Seal, Winner, WinnersPlan


@dataclass(frozen=True, slots=True)
class ToldWinners:
    """How many teachers were told of, confirmed, and told the pupil; how many stand with a name;
    ``public``: whether anybody may see winners by now."""

    told: int
    confirmed: int
    known: int
    named: int
    handed_over: int
    diplomas: int
    public: bool


def told_winners(seal: Seal) -> ToldWinners:
    """Three statements."""
    standing = Winner.objects.filter(edition=seal.edition_id).told().held()
    counts = standing.aggregate(
        told=Count("pk"),
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)),
        known=Count("pk", filter=Q(pupil_told_at__isnull=False)),
        named=Count("pk", filter=~Q(name="")),
        handed_over=Count("pk", filter=Q(handed_over_at__isnull=False)),
    )
    diplomas = IssuedDiploma.objects.filter(edition=seal.edition_id, revoked_at__isnull=True)
    public = WinnersPlan.public(clock.now()).filter(edition=seal.edition_id)
    return ToldWinners(**counts, diplomas=diplomas.count(), public=public.exists())
