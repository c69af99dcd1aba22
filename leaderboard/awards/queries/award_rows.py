"""Awards as plain rows, read a few at a time: of 100,000 pupils tens of thousands have one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count, QuerySet

from competition.models import Division, Edition
from leaderboard.awards.queries.award_lists import SCHOOL
from leaderboard.awards.queries.award_rules import EditionAward, awards_of
from leaderboard.models import Award
from leaderboard.results.queries.current_seal import current_seal
from schools.models import Country, School

ROWS_AT_ONCE = 2000


class PrizeCount(NamedTuple):
    """So many pieces of one prize for one award."""

    award: str
    division: str
    country: str
    prize: str
    pieces: int


def prize_counts(
    edition: Edition, schools: QuerySet[School] | None, *, kind: str
) -> Iterator[PrizeCount]:
    """How many of which prize, of the awards of one kind; counted by the database."""
    awards, names = _awards(edition), _places(edition)
    rows = Award.objects.filter(seal=current_seal(edition), place__gt=0, rule__kind=kind)
    if schools is not None:
        rows = rows.filter(**{f"{SCHOOL}__in": schools})
    columns = ("rule_id", "country_id", "division_id")
    ordered = rows.order_by("rule__position", *columns, "place")
    counted = ordered.values_list(*columns, "place").annotate(Count("pk"))
    read = counted.iterator(chunk_size=ROWS_AT_ONCE)
    for (rule, country, division), group in groupby(read, key=lambda row: row[:3]):
        award, pieces = awards[rule], Counter[str]()
        for *_same, place, many in group:
            pieces[award.terms.prize(place)] += many
        for prize, many in pieces.items():
            yield PrizeCount(str(award.rule), *names(division, country), prize, many)


def _awards(edition: Edition) -> Mapping[int, EditionAward]:
    return {one.rule.pk: one for one in awards_of(edition)}


def _places(edition: Edition) -> Callable[[int, str], tuple[str, str]]:
    """Division and country in the reader's words."""
    divisions = {one.pk: str(one) for one in Division.objects.filter(edition=edition)}
    countries = {one.pk: str(one) for one in Country.objects.all()}
    return lambda division, country: (divisions[division], countries[country])
