"""The pools of awards to schools: one for each award and country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count

from competition.models import AwardRule, Edition
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.results.queries.counting_schools import PUPILS, schools_that_count
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

    @property
    def facts(self) -> list[tuple[int, str, int, int]]:
        """Rank, ticket, who took part and all pupils of each."""
        ranked = ((entry.rank, entry.school) for entry in self.entries)
        return [(rank, one.ticket, one.took_part, one.declared) for rank, one in ranked]


@dataclass(frozen=True, slots=True)
class SchoolPools:
    """All of an edition, and the school behind each ticket."""

    pools: Sequence[SchoolPool]
    schools: Mapping[str, int]


def school_pools_of(edition: Edition, *, key: str) -> SchoolPools:
    """In the order of the awards; two statements more where there is such an award."""
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
    """Schools with pupils whose attempts count, with the pupils of the register: of today, and once
    a list was sealed of that day, whatever is sealed later."""
    found, schools = defaultdict[str, list[SchoolCandidate]](list), dict[str, int]()
    results = public_results().filter(division__edition=edition).order_by()
    counted = results.values_list("country", SCHOOL).annotate(Count("pk"))
    there = schools_that_count(edition).filter(pk__in=results.values(SCHOOL))
    pupils = dict(there.values_list("pk", PUPILS))
    for country, school, took_part in counted:
        ticket = ticket_of(key, f"school {school}")
        schools[ticket] = school
        found[country].append(SchoolCandidate(ticket, took_part, pupils.get(school) or 0))
    return found, schools


def _pool(award: EditionAward, country: str, candidates: Sequence[SchoolCandidate]) -> SchoolPool:
    rule = SchoolRule(amount=award.rule.amount or 0, least=award.rule.least or 0)
    key = f"{award.rule.pk}/{WHOLE}/{country}"
    return SchoolPool(key, award, country, rule, ranked_schools(rule, candidates))
