"""Diplomas that hold no longer, for the organizers of their countries: whose, when and why."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.diplomas.queries.diploma_facts import (
    DiplomaFacts,
    facts_of,
    read_diplomas,
    related_diplomas,
)
from leaderboard.models import IssuedDiploma
from schools.models import Country

MOST_ENDED = 100


@dataclass(frozen=True, slots=True)
class EndedDiploma:
    """One that was revoked, by hand or by sealing the list anew."""

    row: IssuedDiploma
    facts: DiplomaFacts


def ended_diplomas(
    edition: Edition, countries: Collection[Country], language: str
) -> list[EndedDiploma]:
    """The newest first, so many; two statements."""
    ended = related_diplomas().filter(
        edition=edition, country__in=countries, revoked_at__isnull=False
    )
    read = read_diplomas(ended.order_by("-revoked_at", "-pk")[:MOST_ENDED])
    return [EndedDiploma(one.row, facts_of(one, language)) for one in read]
