"""Tickets about which a draw of a sealed list has still to decide."""

from __future__ import annotations

from collections.abc import Mapping

from leaderboard.awards.awards_document import pools_in
from leaderboard.models import DrawOutcome, Seal
from leaderboard.rules.awards import Undecided, undecided


def undecided_tickets(seal: Seal) -> Mapping[str, Undecided]:
    """``{award: tickets}`` of the awards that a list leaves to a draw; none once it is made."""
    if DrawOutcome.objects.filter(seal=seal).exists() or not seal.awards_body:
        return {}
    return undecided(pools_in(seal.awards_body, seal.pools_held_back))
