"""Of which countries what is kept of pupils has been deleted."""

from __future__ import annotations

from datetime import datetime

from competition.editions.queries.taking_part import countries_of
from competition.models import Edition, Entry
from competition.rules.edition_steps import PUBLISHED
from leaderboard.results.queries.current_seal import current_seal
from schools.roles import Area


def deleted_in(edition: Edition | None) -> dict[str, datetime]:
    """``{country: since when}``; none before the publication."""
    seal = current_seal(edition) if edition and edition.state in PUBLISHED else None
    if seal is None or seal.emptied_at is None:
        return {}
    there = set(
        Entry.objects.filter(edition=seal.edition_id).values_list(
            "school_class__school__country", flat=True
        )
    )
    return {
        country.pk: seal.emptied_at
        for country in countries_of(seal.edition)
        if country.pk not in there
    }


def deleted_near(edition: Edition, area: Area) -> bool:
    """Whether classes are gone of a country in which somebody organizes a part."""
    gone = deleted_in(edition)
    return bool(gone) and (area.everywhere or not area.near.isdisjoint(gone))
