"""Everything of an edition's awards that goes into its seal, worked out from its results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.awards.awards_document import (
    SealedWith,
    document,
    held_back_pools,
)
from leaderboard.awards.queries.award_candidates import candidates_of
from leaderboard.awards.queries.award_pools import EditionPool, pools_of
from leaderboard.awards.queries.school_pools import (
    SchoolPools,
    held_back_of_schools,
    school_pools_of,
    told_of_schools,
)
from leaderboard.models import DrawPlan
from leaderboard.rules.awards import Given, Settled, decide, settled
from leaderboard.rules.lots import sha256_of


@dataclass(frozen=True, slots=True)
class SealedAwards:
    """The document, what it holds back, and what of it is certain before any draw."""

    body: str
    held_back: str
    pools: Sequence[EditionPool]
    certain: Mapping[str, Settled]
    given: Mapping[str, Given]
    attempts: Mapping[str, int]
    plan: DrawPlan | None
    schools: SchoolPools

    @property
    def sha256(self) -> str:
        """What the outcome of a draw names."""
        return sha256_of(self.body)

    @property
    def draws(self) -> list[EditionPool]:
        """Pools of which something is left to a draw."""
        return [one for one in self.pools if not self.certain[one.pool.key].whole]


def sealed_awards(
    edition: Edition,
    *,
    list_sha256: str,
    held_back: str,
    lot_key: str,
    seed_sha256: str,
    plan: DrawPlan | None,
    pupils: Mapping[str, int] | None = None,
    lots: str = "",
) -> SealedAwards:
    """The awards as results stand now; ``pupils`` of each school as they were sealed before,
    ``lots``: the hash of the first seal, to which all lots stay bound."""
    candidates = candidates_of(edition, key=lot_key)
    found = pools_of(edition, candidates)
    pools = [one.pool for one in found]
    certain, given = settled(pools), decide(pools, lambda _award, ticket: ticket)
    schools = school_pools_of(edition, key=lot_key, sealed=pupils)
    named = SealedWith(
        *(edition.slug, list_sha256, held_back, lot_key, seed_sha256, plan, lots),
        schools=[told_of_schools(one, lot_key) for one in schools.pools],
    )
    return SealedAwards(
        body=document(found, certain, given, named),
        held_back=held_back_pools(found, held_back_of_schools(schools)),
        pools=found,
        certain=certain,
        given=given,
        attempts=candidates.attempts,
        plan=plan,
        schools=schools,
    )


def plan_of(edition: Edition) -> DrawPlan | None:
    """The number named for the draws."""
    return DrawPlan.objects.filter(edition=edition).first()
