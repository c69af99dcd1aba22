"""Who took part: by school for the organizer's list, by country for the page of spreadsheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from base.languages.collation import sort_key
from competition.models import Edition, Entry, Result
from leaderboard.results.queries.counting_schools import (
    PUPILS,
    UNKNOWN,
    entered_in,
    schools_that_count,
)
from leaderboard.results.queries.deleted_years import deleted_in
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.results.queries.public_results import public_results
from schools.models import Card, Country, School
from schools.roles import Area


class SchoolRow(NamedTuple):
    """One school of the register in an edition; counts of official, not voided attempts, none once
    its classes are deleted."""

    country: str
    region: str
    school: str
    place: str
    register_code: str
    # in the register; None where it does not say
    pupils: int | None
    classes: int | None
    cards: int | None
    finished: int | None
    # of them not on a board yet: school or teacher wait for approval
    waiting: int | None


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
            country=str(school.country),
            region=str(school.region),
            school=school.name,
            place=school.place,
            register_code=school.register_code,
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
