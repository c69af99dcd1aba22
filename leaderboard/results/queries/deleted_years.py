"""Of which countries what is kept of pupils has been deleted."""

from __future__ import annotations

from datetime import datetime

from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import DeletedClasses
from schools.roles import Area


def deleted_in(edition: Edition | None) -> dict[str, datetime]:
    """``{country: since when}``; one query, none before the publication.

    Nothing of such a country is counted, though some classes are left for a while: those of winners
    who are called, and of an edition that is held.
    """
    if edition is None or edition.state not in PUBLISHED:
        return {}
    rows = DeletedClasses.objects.filter(edition=edition).order_by("country")
    return dict(rows.values_list("country", "deleted_at"))


def deleted_near(edition: Edition, area: Area) -> bool:
    """Whether classes are gone of a country in which somebody organizes a part."""
    gone = deleted_in(edition)
    return bool(gone) and (area.everywhere or not area.near.isdisjoint(gone))
