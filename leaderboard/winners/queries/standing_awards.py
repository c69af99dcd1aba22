"""Awards of the list that stands: of an edition's newest confirmed seal."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from leaderboard.models import Award, Seal


def standing_awards() -> QuerySet[Award]:
    """Of all editions; what a corrected list no longer has is left out."""
    return Award.objects.filter(seal=Subquery(newest_of(OuterRef("seal__edition"))))


def newest_of(edition: OuterRef) -> QuerySet[Seal, int]:
    """The number of an edition's seal that holds, as ``current_seal`` finds it."""
    confirmed = Seal.objects.filter(edition=edition, confirmed_at__isnull=False)
    return confirmed.order_by("-pk").values_list("pk", flat=True)[:1]
