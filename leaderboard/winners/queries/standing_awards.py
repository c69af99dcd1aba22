"""Awards of the list that stands: of an edition's newest confirmed seal."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from leaderboard.models import Award, Seal


def standing_awards() -> QuerySet[Award]:
    """Of all editions; what a corrected list no longer has is left out."""
    newest = Seal.objects.filter(
        edition=OuterRef("seal__edition"), confirmed_at__isnull=False
    ).order_by("-confirmed_at", "-pk")
    return Award.objects.filter(seal=Subquery(newest.values("pk")[:1]))
