"""Awards of the list that stands: of an edition's newest confirmed seal."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from leaderboard.models import Award, Seal


def standing_awards() -> QuerySet[Award]:
    """Of all editions; what a list that is sealed anew no longer has is left
    out; nothing while it is reopened."""
    return Award.objects.filter(seal=Subquery(newest_of(OuterRef("seal__edition"))))


def newest_of(edition: OuterRef) -> QuerySet[Seal, int]:
    """The number of an edition's seal that holds, as ``current_seal`` finds it."""
    holds = confirmed_of(edition).filter(reopened_at__isnull=True)
    return holds.values_list("pk", flat=True)[:1]


def confirmed_of(edition: OuterRef) -> QuerySet[Seal]:
    """An edition's sealed lists, the newest first, those that were reopened too."""
    return Seal.objects.filter(edition=edition, confirmed_at__isnull=False).order_by("-pk")
