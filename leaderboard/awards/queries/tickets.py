"""The ticket of one attempt, for its pupil alone."""

from __future__ import annotations

from functools import lru_cache

from competition.models import Attempt
from competition.rules.edition_steps import SEALED
from leaderboard.awards.awards_document import pools_in
from leaderboard.models import Seal
from leaderboard.rules.awards import settled
from leaderboard.rules.lots import ticket_of


def own_ticket(attempt: Attempt) -> str:
    """Once the edition is sealed, of who takes part in a draw; empty for all others."""
    edition = attempt.entry.division.edition
    if edition.state not in SEALED:
        return ""
    seals = Seal.objects.filter(edition=edition, confirmed_at__isnull=False).exclude(lot_key="")
    named = seals.values_list("pk", "awards_sha256", "lot_key").first()
    if named is None:
        return ""
    seal, sha256, key = named
    ticket = ticket_of(key, attempt.pk)
    return ticket if ticket in _drawn_among(seal, sha256) else ""


@lru_cache(maxsize=4)
def _drawn_among(seal: int, _sha256: str) -> frozenset[str]:
    """The tickets of all pools of which something is left to a draw; a seal never changes."""
    told = Seal.objects.values_list("awards_body", "pools_held_back").get(pk=seal)
    pools = pools_in(*told)
    certain = settled(pools)
    return frozenset(
        one.ticket for pool in pools if not certain[pool.key].whole for one in pool.entries
    )
