"""The ticket of one attempt, for its pupil alone."""

from __future__ import annotations

from functools import lru_cache

from competition.models import Attempt
from competition.rules.edition_steps import SEALED
from leaderboard.awards.awards_document import pools_in
from leaderboard.models import Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.rules.awards import settled
from leaderboard.rules.lots import ticket_of


def own_ticket(attempt: Attempt) -> str:
    """Once the edition is sealed, of who takes part in a draw; empty for all others."""
    edition = attempt.entry.division.edition
    if edition.state not in SEALED:
        return ""
    seal = current_seal(edition)
    if seal is None or not seal.lot_key:
        return ""
    ticket = ticket_of(seal.lot_key, attempt.pk)
    return ticket if ticket in _drawn_among(seal.pk, seal.awards_sha256) else ""


@lru_cache(maxsize=4)
def _drawn_among(seal: int, _sha256: str) -> frozenset[str]:
    """The tickets of all pools of which something is left to a draw; a seal never changes."""
    told = Seal.objects.values_list("awards_body", "pools_held_back").get(pk=seal)
    pools = pools_in(*told)
    certain = settled(pools)
    return frozenset(
        one.ticket for pool in pools if not certain[pool.key].whole for one in pool.entries
    )
