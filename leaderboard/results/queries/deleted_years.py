"""Of which countries an edition has no classes any more, and no result to count."""

from __future__ import annotations

from datetime import datetime

from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import DeletedClasses


def deleted_in(edition: Edition | None) -> dict[str, datetime]:
    """``{country: when its classes were deleted}``; one query, none before the publication."""
    if edition is None or edition.state not in PUBLISHED:
        return {}
    rows = DeletedClasses.objects.filter(edition=edition).order_by("country")
    return dict(rows.values_list("country", "deleted_at"))
