"""What is read of an outcome: the seal that holds, schools that count, papers, listed results."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    StringAgg,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from base.models import User
from competition.editions.queries.taking_part import countries_of
from competition.models import Alias, Division, Edition, Entry, Result
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import CountedSchool, Seal
from leaderboard.results.public_results import public_results
from leaderboard.rules.ranking import ordering
from quizbank.papers.as_asked import as_asked_of_anybody
from schools.models import Country, School
from schools.roles import Area

# What only few read of a seal, and what is large: of 100,000 pupils some megabytes.
LARGE = ("body", "held_back", "tickets", "tickets_held_back")


def confirmed_seals(edition: Edition | int) -> QuerySet[Seal]:
    """Every list that two people sealed, the first one first, those that were reopened too."""
    pk = edition if isinstance(edition, int) else edition.pk
    return Seal.objects.filter(edition=pk, confirmed_at__isnull=False).order_by("pk")


def current_seal(edition: Edition | int) -> Seal | None:
    """The seal that holds; none before the list is sealed, or while it is reopened.

    Its large texts are read when they are asked for.
    """
    holds = confirmed_seals(edition).filter(reopened_at__isnull=True)
    return holds.select_related("edition").defer(*LARGE).last()


def reopened_seal(edition: Edition) -> Seal | None:
    """The list that two people look at again: until it is sealed anew."""
    if edition.state != Edition.State.REVIEW:
        return None
    return confirmed_seals(edition).select_related("edition").defer(*LARGE).last()


def was_published(seal: Seal) -> bool:
    """Whether anybody could take this list, before it was reopened or now."""
    if seal.reopened_at is None:
        return seal.confirmed_at is not None and seal.edition.state in PUBLISHED
    steps = seal.edition.steps.filter(after=Edition.State.PUBLISHED)
    return steps.filter(at__gte=seal.confirmed_at, at__lte=seal.reopened_at).exists()


def deleted_in(edition: Edition | None) -> dict[str, datetime]:
    """``{country: since when}``; none before the publication."""
    seal = current_seal(edition) if edition and edition.state in PUBLISHED else None
    if seal is None or seal.emptied_at is None:
        return {}
    classes = Entry.objects.filter(edition=seal.edition_id).order_by()
    there = set(classes.values_list("school_class__school__country", flat=True))
    gone = countries_of(seal.edition).exclude(pk__in=there)
    return dict.fromkeys(gone.values_list("pk", flat=True), seal.emptied_at)


def deleted_near(edition: Edition, area: Area) -> bool:
    """Whether classes are gone of a country in which somebody organizes a part."""
    gone = deleted_in(edition)
    return bool(gone) and (area.everywhere or not area.near.isdisjoint(gone))


# What ``schools_that_count`` adds to each school: its pupils in the register, none if that does not
# say; for how many schools it stands, as others were merged into it since the day of the seal; and
# of how many of these the register did not say: their pupils are not among those it tells.
PUPILS: str = "register_pupils"
SCHOOLS: str = "register_schools"
UNKNOWN: str = "register_unknown"


def schools_that_count(edition: Edition | int | None) -> QuerySet[School]:
    """Schools of the register in an edition: the open ones, and closed ones that entered.

    Once the list is sealed they are those of that day, with the pupils of that day, and whichever
    entered; a new register changes nothing of it, nor does a merge: the school that stays stands
    for both. Proposed schools count once they are taken in.
    """
    sealed = CountedSchool.objects.filter(edition=edition)
    then = sealed.filter(school=OuterRef("pk"))
    is_open = Q(closed_at__isnull=True) & ~Exists(sealed)
    together = then.order_by().values("school")
    pupils = Subquery(together.annotate(all=Sum("pupil_count")).values("all"))
    many = Subquery(together.annotate(many=Count("pk")).values("many"))
    untold = Count("pk", filter=Q(pupil_count__isnull=True))
    unknown = Subquery(together.annotate(many=untold).values("many"))
    there = Q(Exists(then)) | Q(entered_in(edition)) | is_open
    told = Case(When(Exists(then), then=pupils), default=F("pupil_count"))
    today = Case(When(pupil_count__isnull=True, then=1), default=0)
    counting = School.objects.filter(there, proposed_at__isnull=True)
    return counting.annotate(
        **{PUPILS: told, SCHOOLS: Coalesce(many, Value(1)), UNKNOWN: Coalesce(unknown, today)}
    )


def entered_in(edition: Edition | int | None) -> Exists:
    """Whether a school has a class in the edition."""
    return Exists(Entry.objects.filter(edition=edition, school_class__school=OuterRef("pk")))


def register_of(edition: Edition) -> datetime | None:
    """Of which moment the register in an edition's totals is; none while it is that of today."""
    if not CountedSchool.objects.filter(edition=edition).exists():
        return None
    return confirmed_seals(edition).values_list("confirmed_at", flat=True).first()


def divisions_of(edition: Edition) -> list[Division]:
    """Its divisions, youngest first, with the edition."""
    return list(edition.divisions.select_related("edition").order_by("pk"))


def stems_of(division: Division, paper_id: int | None = None) -> dict[int, str]:
    """``{number: the question as it was asked, in the reader's language}`` of a paper of the
    division, without a word of its official one; two queries."""
    asked = as_asked_of_anybody(paper_id or division.official_id or 0)
    return {number: one["stem"] for number, one in asked.items()}


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
    return joint_results(division_id, [country_code], chain, schools)


def joint_results(
    division_id: int,
    countries: Collection[str],
    chain: Sequence[str],
    schools: QuerySet[School] | None = None,
) -> Iterator[ListedResult]:
    """The same of several countries' boards as if they were one."""
    results = public_results().filter(division=division_id, country__in=countries)
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
