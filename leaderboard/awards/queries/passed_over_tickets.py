"""Tickets in a pool that cannot win, because they hold an award above that excludes it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from leaderboard.awards.awards_document import pools_in
from leaderboard.awards.queries.repeating import certain_of, given_by
from leaderboard.models import Seal
from leaderboard.rules.awards import passed_over


def passed_over_tickets(seal: Seal) -> Mapping[str, frozenset[str]]:
    """``{award: tickets}``: by what is certain, and once the draw is made by what it gave."""
    outcome = getattr(seal, "outcome", None)
    return _passed_over(seal.pk, seal.awards_sha256, outcome.number if outcome else "")


@lru_cache(maxsize=8)
def _passed_over(seal: int, sha256: str, number: str) -> Mapping[str, frozenset[str]]:
    """A seal never changes; ``sha256``: of the document that it has."""
    held = Seal.objects.get(pk=seal)
    given = given_by(held, number) if number else certain_of(held)
    return passed_over(pools_in(held.awards_body, held.pools_held_back), given)
