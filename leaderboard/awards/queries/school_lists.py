"""Which schools have got which award: for organizers, the workbook, and in the end everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from competition.models import Edition
from leaderboard.awards.queries.school_pools import SchoolPools
from leaderboard.models import Seal, Winner
from leaderboard.models.winner import AwardGroup, grouped
from schools.models import Country, School


def school_blocks(edition: Edition, schools: QuerySet[School] | None = None) -> list[AwardGroup]:
    """Those that are given; of ``schools`` alone, if they are named. One statement."""
    found = Winner.objects.all().of_schools(edition)
    return grouped(found if schools is None else found.filter(school__in=schools))


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


def blocks_laid_before(seal: Seal) -> list[AwardGroup]:
    """The same for who seals."""
    told = (seal.look or {}).get("schools", ())
    if not told:
        return []
    # One that was merged into another since is not there: the list cannot be sealed then.
    schools = School.objects.in_bulk([row[1] for block in told for row in block["schools"]])
    rules = seal.edition.award_rules.select_related("terms").in_bulk()
    countries = Country.objects.in_bulk()
    return grouped(
        Winner(
            rule=rules[block["rule"]],
            country=countries[block["country"]],
            key=f"{block['rule']}/{block['country']}",
            place=place,
            school=schools[school],
            took_part=took_part,
            declared=declared,
        )
        for block in told
        for place, school, took_part, declared in block["schools"]
        if school in schools
    )
