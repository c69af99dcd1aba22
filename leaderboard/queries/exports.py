"""Results as the workbook lists them, read as plain rows and never all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from competition.models import Division, Result
from leaderboard.models import Alias
from leaderboard.queries.results import board_results, public_results
from leaderboard.ranking import ordering
from schools.models import Country

SEPARATOR = "|"
ROWS_AT_ONCE = 2000
COLUMNS = {
    "score": "score",
    "max_score": "max_score",
    "wrong": "wrong",
    "hard": "hard",
    "tie_break": "tie_break",
    "time": "time",
    "card": "attempt__card__number",
    "class_label": "attempt__entry__school_class__label",
    "school": "attempt__entry__school_class__school__name",
    "place": "attempt__entry__school_class__school__place",
    "region_id": "attempt__entry__school_class__school__region",
}


class ListedResult(NamedTuple):
    """One result with what a superuser needs to find the pupil behind it."""

    score: int
    max_score: int
    wrong: int
    hard: int
    tie_break: int
    time: int
    card: int
    class_label: str
    school: str
    place: str
    region_id: int
    # "adjective|animal|number" by their codes; none before the first look at board or receipt
    alias_codes: str | None


def boards_of(results: QuerySet[Result]) -> list[tuple[Division, Country]]:
    """The division and country of every board on which some of these results stand."""
    standing = public_results().filter(pk__in=results.order_by().values("pk"))
    pairs = standing.values_list("division", "country").distinct().order_by()
    found = set(pairs)
    divisions = Division.objects.select_related("edition").in_bulk([pair[0] for pair in found])
    countries = Country.objects.in_bulk([pair[1] for pair in found])
    return [(divisions[division], countries[country]) for division, country in sorted(found)]


def listed_results(
    division_id: int, country_code: str, chain: Sequence[str]
) -> Iterator[ListedResult]:
    """A whole board's results, best first; one query, some thousand rows in memory at a time."""
    alias = Alias.objects.filter(
        edition=OuterRef("division__edition"), card=OuterRef("attempt__card")
    )
    codes = Concat(
        "adjective",
        Value(SEPARATOR),
        "animal",
        Value(SEPARATOR),
        Cast("number", CharField()),
        output_field=CharField(),
    )
    rows = (
        board_results(division_id, country_code)
        .annotate(alias_codes=Subquery(alias.values_list(codes)[:1]))
        .order_by(*ordering(chain), "attempt_id")
        .values_list(*COLUMNS.values(), "alias_codes")
    )
    return (ListedResult(*row) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))
