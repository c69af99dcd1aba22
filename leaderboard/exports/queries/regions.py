"""Registration and participation by region, beside what the register says there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from base.languages.collation import sort_key
from competition.models import Edition, Entry
from leaderboard.exports.queries.participation import counted, entered_cards, finished_results
from leaderboard.results.queries.counting_schools import (
    PUPILS,
    SCHOOLS,
    UNKNOWN,
    schools_that_count,
)
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.results.queries.listed import SCHOOL
from schools.models import Country, Region, Role, School

type Place = Country | Region


@dataclass(frozen=True, slots=True)
class Counts:
    """Of a region with all below it."""

    schools: int = 0
    with_teacher: int = 0
    entered: int = 0
    played: int = 0
    # in the register, as far as it says, and schools of which it does not
    pupils: int = 0
    unknown: int = 0
    cards: int = 0
    finished: int = 0
    # of them in schools whose number of pupils is known as a whole, and that number
    finished_known: int = 0
    pupils_known: int = 0
    # schools of countries whose classes have been deleted: who entered and played is not known
    deleted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            *(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts))
        )

    @property
    def played_share(self) -> float | None:
        """Schools that played, of 100; none where there is no school or nobody knows any more."""
        return None if self.deleted else _share(self.played, self.schools)

    @property
    def finished_share(self) -> float | None:
        """Pupils who finished, of 100 in the register; none where it knows of none, or nobody
        knows any more."""
        return None if self.deleted else _share(self.finished_known, self.pupils_known)


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One place; without one it is what lies in the region itself and in none below it."""

    place: Place | None
    counts: Counts
    # whether there are places below it to look at
    is_deeper: bool

    @property
    def query(self) -> dict[str, int | str | None]:
        """The place in an address; none takes a name out of it."""
        if isinstance(self.place, Country):
            return {"country": self.place.code, "region": None}
        return {"country": None, "region": self.place.pk if self.place else None}


def counts_by_region(edition: Edition | None, schools: QuerySet[School]) -> dict[int, Counts]:
    """What there is in each region itself, without those below it; six queries, and one or
    two more once the edition is published.

    Which schools those are says ``schools_that_count``: no other is in a denominator.
    """
    entries = Entry.objects.filter(edition=edition, school_class__school=OuterRef("pk"))
    there = schools_that_count(edition).filter(pk__in=schools)
    known = there.filter(**{UNKNOWN: 0})
    approved = Role.objects.filter(
        kind=Role.Kind.TEACHER, school=OuterRef("pk"), approved_at__isnull=False
    )
    region = f"{SCHOOL}__region"
    results = finished_results(edition).filter(**{f"{SCHOOL}__in": schools})
    cards = entered_cards(edition).filter(school_class__school__in=schools)
    gone = deleted_in(edition)
    columns = {
        **_register(there),
        "with_teacher": counted(there.filter(Exists(approved)), "region"),
        "entered": counted(there.filter(Exists(entries)), "region"),
        "played": counted(there.filter(_has_played(entries)), "region"),
        "cards": counted(cards, "school_class__school__region"),
        "finished": counted(results, region),
        "finished_known": counted(
            results.filter(**{f"{SCHOOL}__in": known.order_by().values("pk")}), region
        ),
        "deleted": counted(there.filter(country__in=gone), "region"),
    }
    return {
        pk: Counts(**{name: column.get(pk, 0) for name, column in columns.items()})
        for pk in columns["schools"]
    }


def _register(there: QuerySet[School]) -> dict[str, dict[int, int]]:
    """What the register says, column by column; one query."""
    sums = {
        "schools": Sum(SCHOOLS),
        "pupils": Sum(PUPILS, default=0),
        "unknown": Sum(UNKNOWN),
        "pupils_known": Sum(PUPILS, filter=Q(**{UNKNOWN: 0}), default=0),
    }
    found = {
        region: dict(zip(sums, told, strict=True))
        for region, *told in there.order_by().values_list("region").annotate(**sums)
    }
    return {name: {region: told[name] for region, told in found.items()} for name in sums}


def region_lines(
    counts: dict[int, Counts], regions: Sequence[Region], place: Place | None
) -> tuple[list[RegionLine], Counts]:
    """The places directly below one by name, and all of them together.

    ``regions`` is the reader's area with its countries. Without a place the lines are the countries
    of the area, or the uppermost regions where it has but one.
    """
    by_id = {region.pk: region for region in regions}
    several = len({region.country_id for region in regions}) > 1
    found: dict[Place | None, Counts] = {}
    deeper: set[Place | None] = set()
    for region in regions:
        way: list[Place] = [region.country] if several or isinstance(place, Country) else []
        way += [by_id[pk] for pk in _steps(region) if pk in by_id]
        if place is not None and place not in way:
            continue
        below = way[way.index(place) + 1 :] if place is not None else way
        head = below[0] if below else None
        found[head] = found.get(head, Counts()) + counts.get(region.pk, Counts())
        deeper |= {head} if len(below) > 1 else set()
    lines = [RegionLine(one, sums, one in deeper) for one, sums in found.items()]
    # The region itself is told only where schools belong to it directly.
    lines = [line for line in lines if line.place or line.counts != Counts()]
    return sorted(lines, key=_order), _total(found.values())


def _steps(region: Region) -> list[int]:
    return [int(step) for step in region.path.strip("/").split("/") if step]


def _order(line: RegionLine) -> tuple[object, ...]:
    if line.place is None:
        return (2, ())
    if isinstance(line.place, Country):
        return (0, line.place.code)
    return (1, sort_key(str(line.place), line.place.country.collation))


def _total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def _has_played(entries: QuerySet[Entry]) -> Exists:
    return Exists(entries.filter(attempts__result__counts=True))


def _share(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None
