"""Which rehearsals were held: opened, played by somebody, and over."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from competition.models import Attempt, Sitting


def somebody_has_played() -> Exists:
    """Of a sitting: one that was opened and closed for nothing is none that anybody looks for, nor
    one of which all was voided, as after a power cut."""
    played = Attempt.objects.filter(finished_at__isnull=False, voided_at__isnull=True)
    return Exists(played.filter(sitting=OuterRef("pk")))


def rehearsals_held() -> QuerySet[Sitting]:
    """Those by which a class or a teacher has rehearsed."""
    held = Sitting.objects.filter(somebody_has_played(), kind=Sitting.Kind.REHEARSAL)
    return held.filter(closed_at__isnull=False)
