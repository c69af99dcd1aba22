"""Of which countries an edition has lost classes, and whether any are left to count."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from competition.models import Edition, Entry
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import DeletedClasses
from schools.roles import Area


class GoneClasses(NamedTuple):
    """When the first classes of a country were deleted; ``whole``: none is left."""

    at: datetime
    whole: bool


def deleted_in(edition: Edition | None) -> dict[str, GoneClasses]:
    """``{country: what is gone}``; one query, none before the publication.

    Where some classes are left it can be counted, but less than was sealed.
    """
    if edition is None or edition.state not in PUBLISHED:
        return {}
    left = Entry.objects.filter(edition=edition, school_class__school__country=OuterRef("country"))
    rows = DeletedClasses.objects.filter(edition=edition).order_by("country")
    found = rows.values_list("country", "deleted_at", ~Exists(left))
    return {code: GoneClasses(at, whole) for code, at, whole in found}


def wholly_deleted(edition: Edition | None) -> set[str]:
    """The countries of which nothing can be counted; as many queries."""
    return {code for code, gone in deleted_in(edition).items() if gone.whole}


def deleted_near(edition: Edition, area: Area) -> bool:
    """Whether classes are gone of a country in which somebody organizes a part."""
    gone = deleted_in(edition)
    return bool(gone) and (area.everywhere or not area.near.isdisjoint(gone))
