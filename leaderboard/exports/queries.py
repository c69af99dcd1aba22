"""Who took part, by school, area and country, and how each question was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Substr

from base.languages.collation import sort_key
from competition.models import Division, Edition, Entry, Result
from competition.papers.queries.papers import scoring_items
from leaderboard.results.public_results import public_results
from leaderboard.results.queries import (
    PUPILS,
    SCHOOL,
    SCHOOLS,
    UNKNOWN,
    deleted_in,
    entered_in,
    schools_that_count,
)
from quizbank.bank.queries import items_of
from quizbank.models import PaperQuestion
from quizbank.rules.marking import NONE
from schools.models import Card, Country, Region, Role, School
from schools.roles import Area

type Place = Country | Region


class SchoolRow(NamedTuple):
    """One school of the register in an edition; counts of official, not voided attempts, none once
    its classes are deleted."""

    school: School
    # in the register; None where it does not say
    pupils: int | None
    classes: int | None
    cards: int | None
    finished: int | None
    # of them not on a board yet: school or teacher wait for approval
    waiting: int | None

    @property
    def share(self) -> float | None:
        """Of its pupils who finished, in per cent."""
        if self.finished is None or not self.pupils:
            return None
        return 100 * self.finished / self.pupils


def school_rows(edition: Edition, schools: QuerySet[School]) -> Iterator[SchoolRow]:
    """Those of the schools that count, by country, region and name as its alphabet has them.

    Proposed ones stand there, too, as soon as they have entered: their pupils wait for approval.
    """
    told = schools_that_count(edition).order_by().values_list("pk", PUPILS, UNKNOWN)
    pupils = {pk: None if unknown else many for pk, many, unknown in told}
    shown_ones = schools.filter(Q(pk__in=pupils) | entered_in(edition))
    entries = Entry.objects.filter(edition=edition)
    classes = counted(entries, "school_class__school")
    cards = counted(entered_cards(edition), "school_class__school")
    finished, shown = (
        counted(those, SCHOOL)
        for those in (
            finished_results(edition),
            public_results().filter(division__edition=edition),
        )
    )
    gone = deleted_in(edition)
    for school in _sorted(shown_ones.select_related("country", "region")):
        there = school.country_id not in gone
        yield SchoolRow(
            school=school,
            pupils=pupils.get(school.pk, school.pupil_count),
            classes=classes[school.pk] if there else None,
            cards=cards[school.pk] if there else None,
            finished=finished[school.pk] if there else None,
            waiting=finished[school.pk] - shown[school.pk] if there else None,
        )


def entered_cards(edition: Edition | None) -> QuerySet[Card]:
    """The cards of all classes entered."""
    return Card.objects.filter(school_class__entries__edition=edition)


def finished_results(edition: Edition | None) -> QuerySet[Result]:
    """Official attempts that are over and not voided, on a board already or not."""
    return Result.objects.filter(division__edition=edition, counts=True)


def counted[Row: (Result, Entry, Card, School)](rows: QuerySet[Row], by: str) -> Counter[int]:
    """How many of the rows there are by a column."""
    return Counter(dict(rows.order_by().values_list(by).annotate(Count("pk"))))


def _sorted(schools: Iterable[School]) -> list[School]:
    def key(school: School) -> tuple[object, ...]:
        collation = school.country.collation
        names = (str(school.region), school.name, school.place)
        return (school.country_id, *(sort_key(name, collation) for name in names), school.pk)

    return sorted(schools, key=key)


def finished_by_country(
    area: Area, editions: Iterable[Edition]
) -> dict[int, list[tuple[Country, int]]]:
    """``{edition id: [(country, official attempts that count)]}`` of an area.

    Asks the index of boards alone, by division and country; regions want the schools, too.
    """
    rows = Result.objects.filter(counts=True, division__edition__in=editions).order_by()
    inside = rows.filter(area.inside(f"{SCHOOL}__region__"))
    totals = inside.values_list("division__edition", "country").annotate(Count("pk"))
    countries, found = Country.objects.in_bulk(), dict[int, list[tuple[Country, int]]]()
    for edition, code, count in sorted(totals):
        found.setdefault(edition, []).append((countries[code], count))
    return found


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
    def known_pupils(self) -> int | None:
        """None where no number is known: 0 would be a claim."""
        return self.pupils if self.unknown < self.schools else None

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


class AreaLine(NamedTuple):
    """One place among all; ``is_rest``: what lies in it and in no place below it."""

    place: Place | None
    counts: Counts
    depth: int
    is_rest: bool


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


def area_lines(counts: dict[int, Counts], regions: Sequence[Region]) -> Iterator[AreaLine]:
    """All places of the reader's area, each before those below it, and all together."""

    def below(place: Place | None, depth: int) -> Iterator[AreaLine]:
        for line in region_lines(counts, regions, place)[0]:
            yield AreaLine(line.place or place, line.counts, depth, is_rest=line.place is None)
            if line.place is not None and line.is_deeper:
                yield from below(line.place, depth + 1)

    yield from below(None, 0)
    yield AreaLine(None, region_lines(counts, regions, None)[1], 0, is_rest=False)


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


class QuestionTally(NamedTuple):
    """One question in one country and language; ``None`` stands for all of them."""

    item: PaperQuestion
    country: str | None
    language: str | None
    pupils: int
    right: int
    unanswered: int


def question_tallies(
    division: Division, paper: int, schools: QuerySet[School]
) -> Iterator[QuestionTally]:
    """Question by question of a paper: all pupils first, then each country, then its languages.

    A sum of one thing would say the same twice: it is left out.

    The database counts, in one query for a paper; only pupils who had it are in it.
    """
    items = items_of([paper]).get(paper, [])
    rows = _counted(division, paper, schools) if items else {}
    groups = _groups(rows)
    for item in items:
        for group in groups:
            inside = [counts for key, counts in rows.items() if _is_in(key, group)]
            names = ("pupils", f"right_{item.number}", f"open_{item.number}")
            yield QuestionTally(item, *group, *(sum(one[name] for one in inside) for name in names))


def _groups(rows: Iterable[tuple[str, str]]) -> list[tuple[str | None, str | None]]:
    countries: dict[str, list[tuple[str, str]]] = {}
    for key in sorted(rows):
        countries.setdefault(key[0], []).append(key)
    groups: list[tuple[str | None, str | None]] = [(None, None)] if len(countries) > 1 else []
    for country, keys in countries.items():
        groups += [(country, None)] if len(keys) > 1 else []
        groups += keys
    return groups


def _is_in(key: tuple[str, str], group: tuple[str | None, str | None]) -> bool:
    return all(wanted in (None, one) for one, wanted in zip(key, group, strict=True))


def _counted(
    division: Division, paper: int, schools: QuerySet[School]
) -> dict[tuple[str, str], dict[str, int]]:
    """``{(country, language): {"pupils": …, "right_<n>": …, "open_<n>": …}}``."""
    rows = public_results().filter(
        division=division,
        attempt__sitting__paper=paper,
        **{f"{SCHOOL}__in": schools},
    )
    keys = scoring_items([paper])[paper]
    digits = {f"choice_{item.number}": Substr("choices", item.number, 1) for item in keys}
    counts = {"pupils": Count("pk")}
    for item in keys:
        right, left_open = (Q(**{f"choice_{item.number}": one}) for one in (item.right_mark, NONE))
        counts[f"right_{item.number}"] = Count("pk", filter=right)
        counts[f"open_{item.number}"] = Count("pk", filter=left_open)
    names = ("country", "attempt__language", *counts)
    grouped = rows.order_by().annotate(**digits).values("country", "attempt__language")
    return {
        (country, language): dict(zip(counts, found, strict=True))
        for country, language, *found in grouped.annotate(**counts).values_list(*names)
    }
