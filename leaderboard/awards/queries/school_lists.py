"""Which schools have got which award: for organizers, the workbook, and in the end everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from competition.models import Edition
from leaderboard.awards.queries.award_rules import awards_of
from leaderboard.awards.queries.school_pools import SchoolPools
from leaderboard.models import AwardTerms, SchoolAward, Seal
from leaderboard.results.queries.current_seal import current_seal
from schools.models import Country, School


@dataclass(frozen=True, slots=True)
class AwardedSchool:
    """A school with its place and prize."""

    award: SchoolAward
    prize: str


@dataclass(frozen=True, slots=True)
class SchoolAwardBlock:
    """One award of one country, best place first."""

    name: str
    country: str
    lines: Sequence[AwardedSchool]


def school_blocks(
    edition: Edition, schools: QuerySet[School] | None = None
) -> list[SchoolAwardBlock]:
    """Those of the seal that holds; of ``schools`` alone, if they are named. Four statements."""
    rows = SchoolAward.objects.filter(seal=current_seal(edition))
    if schools is not None:
        rows = rows.filter(school__in=schools)
    ordered = rows.order_by("rule__position", "rule", "country", "place", "school__name", "pk")
    terms = {one.rule.pk: one.terms for one in awards_of(edition)}
    found = ordered.select_related("rule", "country", "school")
    return [
        _block(list(lines), terms[rule])
        for (rule, _country), lines in groupby(found, lambda row: (row.rule_id, row.country_id))
    ]


def blocks_to_give(found: SchoolPools) -> list[dict[str, Any]]:
    """Those that a list gives once it is sealed, ready to be stored: the numbers of pupils hold for
    ever then."""
    return [
        {
            "rule": pool.award.rule.pk,
            "country": pool.country,
            "schools": [
                [rank, found.schools[ticket], took_part, declared]
                for rank, ticket, took_part, declared in pool.facts
                if rank <= pool.rule.amount
            ],
        }
        for pool in found.pools
        if pool.winners
    ]


def blocks_laid_before(seal: Seal) -> list[SchoolAwardBlock]:
    """The same for who seals."""
    told = (seal.look or {}).get("schools", ())
    if not told:
        return []
    # One that was merged into another since is not there: the list cannot be sealed then.
    schools = School.objects.in_bulk([row[1] for block in told for row in block["schools"]])
    terms = {one.rule.pk: one for one in awards_of(seal.edition)}
    countries = Country.objects.in_bulk()
    return [
        SchoolAwardBlock(
            str(terms[block["rule"]].rule),
            str(countries[block["country"]]),
            [
                _laid_before(row, schools[row[1]], terms[block["rule"]].terms)
                for row in block["schools"]
                if row[1] in schools
            ],
        )
        for block in told
    ]


def _laid_before(row: Sequence[int], school: School, terms: AwardTerms) -> AwardedSchool:
    place, _school, took_part, declared = row
    award = SchoolAward(place=place, school=school, took_part=took_part, declared=declared)
    return AwardedSchool(award, terms.prize(place))


def _block(rows: Sequence[SchoolAward], terms: AwardTerms) -> SchoolAwardBlock:
    lines = [AwardedSchool(row, terms.prize(row.place)) for row in rows]
    return SchoolAwardBlock(str(rows[0].rule), str(rows[0].country), lines)
