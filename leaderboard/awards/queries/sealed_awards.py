"""Everything of an edition's awards that goes into its seal, worked out from its results."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from competition.models import Edition
from leaderboard.awards.queries.award_candidates import candidates_of
from leaderboard.awards.queries.award_pools import EditionPool, pools_of
from leaderboard.awards.queries.school_pools import SchoolPools, school_pools_of
from leaderboard.models import Draw
from leaderboard.models.seal import TICKET_COLUMNS
from leaderboard.rules.awards import AwardPool, Given, give
from leaderboard.rules.lots import sha256_of


@dataclass(frozen=True, slots=True)
class SealedAwards:
    """Pools of pupils and schools, and who gets what of them: nobody where a draw waits."""

    pools: Sequence[EditionPool]
    given: Mapping[str, Given]
    attempts: Mapping[str, int]
    schools: SchoolPools

    @property
    def waiting(self) -> Sequence[EditionPool]:
        """Those that are still to be drawn."""
        return [one for one in self.pools if one.pool.key not in self.given]

    @property
    def tickets(self) -> str:
        """The tickets of all draws as anybody gets them; empty where there are none."""
        lines = tickets_of(one.pool for one in self.pools if one.open)
        return f"{';'.join(TICKET_COLUMNS)}\n{lines}" if lines else ""

    @property
    def tickets_held_back(self) -> str:
        """Those of boards that show no rows."""
        return tickets_of(one.pool for one in self.pools if not one.open)

    @property
    def sha256(self) -> str:
        """Of all that is given or drawn, for the two people alone: a list whose rows are the same
        may give an award to another pupil."""
        pools = [(one.pool.key, one.pool.take, one.pool.entries) for one in self.pools]
        schools = [(pool.key, pool.facts) for pool in self.schools.pools]
        return sha256_of(json.dumps([pools, schools]))


def sealed_awards(edition: Edition, draw: Draw) -> SealedAwards:
    """As results stand now; once it was drawn by the same seed, tickets and number."""
    candidates = candidates_of(edition, key=draw.lot_key)
    pools = pools_of(edition, candidates)
    given = {
        one.pool.key: give(one.pool, draw.lots)
        for one in pools
        if draw.number or not one.pool.needs_draw
    }
    schools = school_pools_of(edition, key=draw.lot_key)
    return SealedAwards(pools, given, candidates.attempts, schools)


def tickets_of(pools: Iterable[AwardPool]) -> str:
    """A line for each ticket of the pools that are drawn."""
    return "".join(
        f"{pool.key.replace('/', ';')};{rank};{ticket};{pool.take};{pool.reserves}\n"
        for pool in pools
        if pool.needs_draw
        for rank, ticket in pool.entries
    )
