"""Boards of schools, regions and countries: who takes part, counted from public results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from base.languages.texts import in_both_scripts
from competition.models import Edition
from leaderboard.models import Board
from leaderboard.results.queries.counting_schools import PUPILS, UNKNOWN, schools_that_count
from leaderboard.results.queries.listed import SCHOOL
from leaderboard.results.queries.public_results import public_results
from leaderboard.rules.snapshots import TOP, Content, Figure, empty
from leaderboard.rules.threshold import fewest
from schools.models import Card, Country, Region, School
from schools.rules.percents import share_of

type Names = dict[str, str]


class UnrankedFigure(NamedTuple):
    """A row before it has a rank."""

    key: str
    names: Names
    pupils: int
    value: int | None


@dataclass(frozen=True, slots=True)
class TakingPart:
    """``{school: pupils}`` of each country, without age groups of too few; the same that the boards
    of pupils hold back."""

    edition: Edition
    finished: Mapping[str, Counter[int]]

    @property
    def least(self) -> int:
        """Of how many pupils a row tells at least."""
        return fewest(self.edition.publishing_threshold)


def taking_part(edition: Edition) -> TakingPart:
    """Who has finished, of results the public may see; one query."""
    rows = public_results().filter(division__edition=edition).order_by()
    counted = list(rows.values_list("country", "division", SCHOOL).annotate(Count("pk")))
    ages, found = Counter[tuple[str, int]](), dict[str, Counter[int]]()
    for country, division, _school, pupils in counted:
        ages[country, division] += pupils
    for country, division, school, pupils in counted:
        if ages[country, division] >= fewest(edition.publishing_threshold):
            found.setdefault(country, Counter())[school] += pupils
    return TakingPart(edition, found)


def figures_of(board: Board, there: TakingPart | None = None) -> Content:
    """What a board of figures shows now."""
    there = there or taking_part(board.season)
    if board.country_id is None:
        countries, lines = set(there.finished), _countries(there)
    else:
        countries = {board.country_id} & there.finished.keys()
        of_kind = _schools if board.kind == Board.Kind.SCHOOLS else _regions
        lines = of_kind(there, board.country_id) if countries else []
    rows = ranked(line for line in lines if line.pupils >= there.least)
    content = empty(board.pk, kind=board.kind)
    content["rows"] = rows[:TOP]
    content["more_share"] = len(rows) > TOP and rows[TOP]["rank"] == rows[TOP - 1]["rank"]
    content["total"] = sum(there.finished[one].total() for one in countries) or None
    return content


def _schools(there: TakingPart, country: str) -> list[UnrankedFigure]:
    """By the register; a school of which it knows no pupils by the cards of its entered classes."""
    told = {pk: many for pk, many in there.finished[country].items() if many >= there.least}
    schools = School.objects.in_bulk(list(told))
    unknown = [pk for pk, one in schools.items() if not one.pupil_count]
    entered = Card.objects.filter(
        school_class__school__in=unknown, school_class__entries__edition=there.edition
    ).order_by()
    cards = dict(entered.values_list("school_class__school").annotate(Count("pk")))
    return [
        UnrankedFigure(
            str(pk), {"": str(one)}, told[pk], _share(told[pk], one.pupil_count or cards.get(pk))
        )
        for pk, one in schools.items()
    ]


def _regions(there: TakingPart, country: str) -> list[UnrankedFigure]:
    """The largest ones, with the pupils of all their schools in the register."""
    finished, of, unknown = Counter[int](), Counter[int](), set[int]()
    register = schools_that_count(there.edition).filter(country=country)
    inside = School.objects.filter(pk__in=there.finished[country]).values_list("pk", "region__path")
    for pk, path in inside:
        finished[top_of(path)] += there.finished[country][pk]
    for path, pupils, untold in register.values_list("region__path", PUPILS, UNKNOWN):
        of[top_of(path)] += pupils or 0
        unknown |= {top_of(path)} if untold else set()
    return [
        UnrankedFigure(
            one.code, one.names, finished[pk], _share(finished[pk], 0 if pk in unknown else of[pk])
        )
        for pk, one in Region.objects.in_bulk(list(finished)).items()
    ]


def _countries(there: TakingPart) -> list[UnrankedFigure]:
    of, unknown = Counter[str](), set[str]()
    register = schools_that_count(there.edition).filter(country__in=list(there.finished))
    for country, pupils, untold in register.values_list("country", PUPILS, UNKNOWN):
        of[country] += pupils or 0
        unknown |= {country} if untold else set()
    finished = {code: schools.total() for code, schools in there.finished.items()}
    return [
        UnrankedFigure(
            pk, one.names, finished[pk], _share(finished[pk], 0 if pk in unknown else of[pk])
        )
        for pk, one in Country.objects.in_bulk(list(finished)).items()
    ]


def _share(pupils: int, of: int | None) -> int | None:
    """So many of 100; nothing where nobody knows of how many."""
    return min(share_of(pupils, of), 100) if of else None


def top_of(path: str) -> int:
    """The largest region a path goes through."""
    return int(path.strip("/").split("/")[0])


def ranked(lines: Iterable[UnrankedFigure]) -> list[Figure]:
    """The lines best first; equal values share a place, unknown ones stand below by pupils."""

    def worth(line: UnrankedFigure) -> tuple[int, int]:
        return (-1, line.pupils) if line.value is None else (line.value, 0)

    rows, above, place = list[Figure](), None, 0
    ordered = sorted(lines, key=lambda line: (*worth(line), line.pupils, line.key), reverse=True)
    for count, line in enumerate(ordered, start=1):
        place, above = (place if worth(line) == above else count), worth(line)
        rows.append(
            Figure(
                rank=place,
                key=line.key,
                names=in_both_scripts(line.names),
                pupils=line.pupils,
                value=line.value,
            )
        )
    return rows
