"""Animals of cards, read along with the cards."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import FilteredRelation, Q


def alias_in(editions: Collection[int]) -> FilteredRelation:
    """A card's alias in one of these editions, for ``annotate``.

    A card comes once for each of them in which it has one, and once without any if it has none.
    """
    return FilteredRelation("aliases", condition=Q(aliases__edition__in=editions))
