"""Results as the workbook lists them, read as plain rows and never all at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db.models import (
    CharField,
    Exists,
    OuterRef,
    QuerySet,
    StringAgg,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from base.models import User
from competition.models import Alias, Division, Result
from leaderboard.results.queries.public_results import board_results, public_results
from leaderboard.rules.ranking import ordering
from schools.models import Country, School

SEPARATOR = "|"
ROWS_AT_ONCE = 2000
# From a result to the school of its pupil.
SCHOOL = "attempt__entry__school_class__school"
COLUMNS = {
    "score": "score",
    "max_score": "max_score",
    "wrong": "wrong",
    "hard": "hard",
    "tie_break": "tie_break",
    "time": "time",
    "card": "attempt__card__number",
    "class_label": "attempt__entry__school_class__label",
    "school": f"{SCHOOL}__name",
    "place": f"{SCHOOL}__place",
    "region_id": f"{SCHOOL}__region",
    "country_id": "country",
}


class ListedResult(NamedTuple):
    """One result with what is needed to find the pupil behind it."""

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
    country_id: str
    # the class's teachers, "" for none
    mentor: str
    # whether the reader may have this row; the others only count for its rank
    own: bool
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
    division_id: int,
    country_code: str,
    chain: Sequence[str],
    schools: QuerySet[School] | None = None,
) -> Iterator[ListedResult]:
    """A whole board's results, best first; one query, some thousand rows in memory at a time.

    With ``schools`` the rows of other schools are not ``own``.
    """
    return _listed(board_results(division_id, country_code), chain, schools)


def joint_results(
    division_id: int,
    countries: Collection[str],
    chain: Sequence[str],
    schools: QuerySet[School] | None = None,
) -> Iterator[ListedResult]:
    """The same of several countries' boards as if they were one."""
    rows = public_results().filter(division=division_id, country__in=countries)
    return _listed(rows, chain, schools)


def _listed(
    results: QuerySet[Result], chain: Sequence[str], schools: QuerySet[School] | None
) -> Iterator[ListedResult]:
    own = Value(True) if schools is None else Exists(schools.filter(pk=OuterRef(SCHOOL)))
    rows = (
        results.annotate(mentor=_mentor(), own=own, alias_codes=_alias_codes())
        .order_by(*ordering(chain), "attempt_id")
        .values_list(*COLUMNS.values(), "mentor", "own", "alias_codes")
    )
    return (ListedResult(*row) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))


def _mentor() -> Coalesce:
    """The class's teachers by name, or by e-mail where there is none, joined by commas."""
    teachers = User.objects.filter(classes=OuterRef("attempt__entry__school_class")).order_by()
    shown = Coalesce(NullIf("name", Value("")), "email")
    names = teachers.values("classes").annotate(
        joined=StringAgg(shown, Value(", "), order_by=["name", "pk"])
    )
    return Coalesce(Subquery(names.values("joined")), Value(""), output_field=TextField())


def _alias_codes() -> Subquery:
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
    return Subquery(alias.values_list(codes)[:1])
