"""Which sittings were of a few beside the class, such as who had been absent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, OuterRef, Q, Subquery

from competition.models import Sitting
from competition.rules.classes import played_apart
from schools.models import Card


def sittings_apart(entries: Collection[int]) -> dict[int, int]:
    """``{sitting: the one of its class}`` of official sittings of these entries; one query."""
    finished = Q(attempts__finished_at__isnull=False, attempts__voided_at__isnull=True)
    cards = Card.objects.filter(school_class=OuterRef("entry__school_class")).order_by()
    counted = cards.values("school_class").annotate(many=Count("pk")).values("many")
    rows = Sitting.objects.filter(entry__in=entries, kind=Sitting.Kind.OFFICIAL).annotate(
        pupils=Count("attempts", filter=finished), cards=Subquery(counted)
    )
    fewest = "entry__edition__publishing_threshold"
    classes = defaultdict[int, list[tuple[int, int, int, int]]](list)
    for entry, *one in rows.values_list("entry", "pupils", "pk", "cards", fewest):
        classes[entry].append((one[0], one[1], one[2] or 0, one[3]))
    apart: dict[int, int] = {}
    for sittings in classes.values():
        most, whole, *_rest = max(sittings)
        for pupils, pk, in_class, least in sittings:
            if played_apart(pupils, most=most, cards=in_class, fewest=least):
                apart[pk] = whole
    return apart
