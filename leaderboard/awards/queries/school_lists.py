"""Which schools have got which award: for organizers, the workbook, and in the end everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from base.languages.texts import in_reader_language
from competition.models import AwardRule, Edition
from leaderboard.awards.awards_document import school_awards_in, school_pools_in
from leaderboard.awards.queries.award_rules import awards_of
from leaderboard.models import AwardTerms, SchoolAward, Seal
from leaderboard.results.queries.current_seal import current_seal
from leaderboard.rules.lots import ticket_of
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


def blocks_laid_before(seal: Seal) -> list[SchoolAwardBlock]:
    """Those that a list gives once it is sealed: the numbers of pupils hold for ever then."""
    # The text is large: it is read only where there is such an award.
    given = seal.edition.award_rules.filter(kind=AwardRule.Kind.SCHOOLS).exists()
    told = school_awards_in(seal.awards_body) if given and seal.awards_body else []
    if not told:
        return []
    mine = School.objects.filter(classes__entries__edition=seal.edition_id).distinct()
    schools = {ticket_of(seal.lot_key, f"school {one.pk}"): one for one in mine}
    pools = school_pools_in(seal.pools_held_back)
    terms = {one.rule.pk: one.terms for one in awards_of(seal.edition)}
    countries = Country.objects.in_bulk()
    found = list[SchoolAwardBlock]()
    for one in told:
        rule, _whole, country = one["award"].split("/")
        # One that was merged into another since is not there: the list cannot be sealed then.
        places = [row for row in pools[one["award"]] if row[0] <= one["amount"]]
        there = [(row, schools[row[1]]) for row in places if row[1] in schools]
        lines = [_laid_before(row, school, terms[int(rule)]) for row, school in there]
        name = in_reader_language(one["names"], one["award"])
        found.append(SchoolAwardBlock(name, str(countries[country]), lines))
    return found


def _laid_before(row: Sequence[Any], school: School, terms: AwardTerms) -> AwardedSchool:
    place, ticket, took_part, declared = row
    facts = {"took_part": took_part, "declared": declared}
    award = SchoolAward(place=place, ticket=ticket, school=school, **facts)
    return AwardedSchool(award, terms.prize(place))


def _block(rows: Sequence[SchoolAward], terms: AwardTerms) -> SchoolAwardBlock:
    lines = [AwardedSchool(row, terms.prize(row.place)) for row in rows]
    return SchoolAwardBlock(str(rows[0].rule), str(rows[0].country), lines)
