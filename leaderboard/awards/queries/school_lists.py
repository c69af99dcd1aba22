"""Which schools have got which award: for organizers, the workbook, and in the end everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from competition.models import Edition
from leaderboard.awards.queries.award_rules import awards_of
from leaderboard.models import AwardTerms, SchoolAward
from leaderboard.results.queries.current_seal import current_seal
from schools.models import School


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
    by_mean: bool
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


def _block(rows: Sequence[SchoolAward], terms: AwardTerms) -> SchoolAwardBlock:
    lines = [AwardedSchool(row, terms.prize(row.place)) for row in rows]
    return SchoolAwardBlock(str(rows[0].rule), str(rows[0].country), terms.by_mean, lines)
