"""The pools of awards to schools: one for each award and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count

from competition.models import AwardRule, Edition
from leaderboard.awards.awards_document import compact
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.results.queries.public_results import public_results
from leaderboard.rules.lots import keyed_hash, ticket_of
from leaderboard.rules.school_awards import (
    RankedSchool,
    SchoolCandidate,
    SchoolRule,
    ranked_schools,
    winning_schools,
)

# Stands where other awards name their division: it is of the whole school.
WHOLE = "schools"


@dataclass(frozen=True, slots=True)
class SchoolPool:
    """One award of one country: who may have it, and which rule decides."""

    key: str
    award: EditionAward
    country: str
    rule: SchoolRule
    entries: Sequence[RankedSchool]

    @property
    def winners(self) -> Sequence[RankedSchool]:
        """Those with a place."""
        return winning_schools(self.rule, self.entries)


@dataclass(frozen=True, slots=True)
class SchoolPools:
    """All of an edition, the school behind each ticket, and the pupils it has by the register."""

    pools: Sequence[SchoolPool]
    schools: Mapping[str, int]
    pupils: Mapping[str, int]


def school_pools_of(
    edition: Edition, *, key: str, sealed: Mapping[str, int] | None = None
) -> SchoolPools:
    """In the order of the awards; one statement more where there is such an award.

    ``sealed``: the pupils of each school as they were sealed; the register of today decides then
    nothing more.
    """
    awards = [one for one in awards_of(edition) if one.rule.kind == AwardRule.Kind.SCHOOLS]
    if not awards:
        return SchoolPools((), {}, {})
    by_country, schools, pupils = _candidates(edition, key, sealed)
    pools = [
        _pool(award, country, by_country[country])
        for award in awards
        for country in sorted(by_country)
        if award.rule.country_id in (None, country)
    ]
    return SchoolPools(pools, schools, pupils)


def _candidates(
    edition: Edition, key: str, sealed: Mapping[str, int] | None
) -> tuple[Mapping[str, Sequence[SchoolCandidate]], Mapping[str, int], Mapping[str, int]]:
    """Schools with pupils whose attempts count, and whose number of pupils is known."""
    found, schools = defaultdict[str, list[SchoolCandidate]](list), dict[str, int]()
    pupils = dict[str, int]()
    results = public_results().filter(division__edition=edition)
    counted = results.order_by().values_list("country", SCHOOL, f"{SCHOOL}__pupil_count")
    for country, school, registered, took_part in counted.annotate(Count("pk")):
        ticket = ticket_of(key, f"school {school}")
        declared = (registered or 0) if sealed is None else sealed.get(ticket, 0)
        schools[ticket], pupils[ticket] = school, declared
        one = SchoolCandidate(ticket, took_part, declared)
        found[country].append(one)
    return found, schools, pupils


def _pool(award: EditionAward, country: str, candidates: Sequence[SchoolCandidate]) -> SchoolPool:
    rule = SchoolRule(amount=award.rule.amount or 0, least=award.rule.least or 0)
    key = f"{award.rule.pk}/{WHOLE}/{country}"
    return SchoolPool(key, award, country, rule, ranked_schools(rule, candidates))


def told_of_schools(pool: SchoolPool, key: str) -> dict[str, Any]:
    """As it stands in the sealed document: who wins, by ticket.

    How many took part is only in what is held back: between two seals it would tell to which school
    a pupil belongs who went.
    """
    rule = pool.rule
    return {
        "award": pool.key,
        "names": pool.award.rule.names,
        "amount": rule.amount,
        "least": rule.least,
        "pool_hmac": keyed_hash(key, compact(_facts(pool))),
        "winners": [[one.rank, one.school.ticket] for one in pool.winners],
    }


def held_back_of_schools(found: SchoolPools) -> dict[str, Any]:
    """``{pupils, pools}``: what decided, for those who seal; empty where no school can win."""
    if not found.pools:
        return {}
    return {"pupils": found.pupils, "pools": {one.key: _facts(one) for one in found.pools}}


def _facts(pool: SchoolPool) -> list[list[str | int]]:
    """``[rank, ticket, took part, pupils]``."""
    ranked = ((entry.rank, entry.school) for entry in pool.entries)
    return [[rank, school.ticket, school.took_part, school.declared] for rank, school in ranked]
