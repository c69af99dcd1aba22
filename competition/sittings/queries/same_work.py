"""Where the work of a card goes on."""

from __future__ import annotations

from django.db.models import QuerySet

from competition.models import Sitting


def sittings_of_same_work(sitting: Sitting) -> QuerySet[Sitting]:
    """Official sittings of a class are one to its cards, whichever code was typed; a rehearsal is
    its own."""
    if sitting.kind == Sitting.Kind.OFFICIAL:
        return Sitting.objects.filter(entry=sitting.entry_id, kind=sitting.kind)
    return Sitting.objects.filter(pk=sitting.pk)
