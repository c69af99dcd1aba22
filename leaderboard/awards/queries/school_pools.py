"""The pools of awards to schools: one for each award and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Sum

from competition.models import AwardRule, Edition
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.results.queries.public_results import public_results
from leaderboard.rules.lots import ticket_of
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
    """All of an edition, and the school behind each ticket."""

    pools: Sequence[SchoolPool]
    schools: Mapping[str, int]


def school_pools_of(edition: Edition, *, key: str) -> SchoolPools:
    """In the order of the awards; one statement more where there is such an award."""
    awards = [one for one in awards_of(edition) if one.rule.kind == AwardRule.Kind.SCHOOLS]
    if not awards:
        return SchoolPools((), {})
    by_country, schools = _candidates(edition, key)
    pools = [
        _pool(award, country, by_country[country])
        for award in awards
        for country in sorted(by_country)
        if award.rule.country_id in (None, country)
    ]
    return SchoolPools(pools, schools)


def _candidates(
    edition: Edition, key: str
) -> tuple[Mapping[str, Sequence[SchoolCandidate]], Mapping[str, int]]:
    """Schools with pupils whose attempts count, and whose number of pupils is known."""
    found, schools = defaultdict[str, list[SchoolCandidate]](list), dict[str, int]()
    results = public_results().filter(
        division__edition=edition, **{f"{SCHOOL}__pupil_count__gt": 0}
    )
    counted = results.order_by().values_list("country", SCHOOL, f"{SCHOOL}__pupil_count")
    sums = counted.annotate(Count("pk"), Sum("score"), Sum("max_score"))
    for country, school, declared, took_part, points, possible in sums:
        ticket = ticket_of(key, f"school {school}")
        schools[ticket] = school
        one = SchoolCandidate(ticket, took_part, declared, points, possible)
        found[country].append(one)
    return found, schools


def _pool(award: EditionAward, country: str, candidates: Sequence[SchoolCandidate]) -> SchoolPool:
    rule = SchoolRule(
        amount=award.rule.amount or 0,
        least=award.rule.least or 0,
        fewest=award.terms.fewest,
        by_mean=award.terms.by_mean,
    )
    key = f"{award.rule.pk}/{WHOLE}/{country}"
    return SchoolPool(key, award, country, rule, ranked_schools(rule, candidates))


def told_of_schools(pool: SchoolPool) -> dict[str, Any]:
    """As it stands in the sealed document: schools by ticket, with what decides."""
    rule = pool.rule
    return {
        "award": pool.key,
        "names": pool.award.rule.names,
        "amount": rule.amount,
        "least": rule.least,
        "fewest": rule.fewest,
        "by": "mean" if rule.by_mean else "share",
        "pool": [[one.rank, *_facts(one.school, rule)] for one in pool.entries],
        "winners": [[one.rank, one.school.ticket] for one in pool.winners],
    }


def _facts(one: SchoolCandidate, rule: SchoolRule) -> list[str | int]:
    """Points only where they decide."""
    points = [one.points, one.possible] if rule.by_mean else []
    return [one.ticket, one.took_part, one.declared, *points]
