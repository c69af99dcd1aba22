"""What is published of a country's pupils in an edition, put together from counted rows, and the
bars of its pictures; pure.

The body is all there ever is to see: pages, filters and downloads read it and count nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from leaderboard.rules.suppression import (
    EVERYTHING,
    OUTCOME,
    People,
    PupilGroup,
    SuppressionRule,
    cells_told,
    divide,
)
from schools.rules.percents import EXACT

# With fewer schools the error of a mean is too uncertain to be told.
FEWEST_FOR_INTERVAL = 10
# What a normal variable stays within in 95 of 100 cases.
TWO_SIDED = 1.959963984540054


class SchoolScore(NamedTuple):
    """Pupils of a school with so many of the points possible."""

    place: str
    school: int
    division: str
    points: int
    most: int
    pupils: int


class Answered(NamedTuple):
    """How pupils of a school answered each question; the last two are in its order."""

    place: str
    school: int
    division: str
    pupils: int
    right: Sequence[int]
    left_open: Sequence[int]


class RegisterFacts(NamedTuple):
    """What the register says of a place, and how many schools and classes took part; ``unknown``:
    schools whose number of pupils the register does not have."""

    schools: int
    pupils: int
    took_part: int
    classes: int
    unknown: int = 0

    @property
    def known_pupils(self) -> int | None:
        """In all schools of the place; none where one has no number, for a sum without it would
        make the share of those who came larger than it is."""
        return None if self.unknown else self.pupils


class AgeRow(TypedDict):
    """An age group of an area, in per cent with ``EXACT`` decimals.

    ``half``: of the 95 % interval of the mean, of enough schools; ``questions``: right and left
    open, in the paper's order.
    """

    pupils: int
    schools: int
    mean: float
    half: float | None
    questions: list[list[float]]


class InsightArea(TypedDict):
    """One group of places; ``ages`` by division, those that are told."""

    key: str
    parent: str
    merged: list[str]
    known: RegisterFacts
    pupils: int
    ages: dict[str, AgeRow]


class Body(TypedDict):
    """Everything published of one country, the whole of it first."""

    areas: list[InsightArea]


class Rows(NamedTuple):
    """What was counted."""

    scored: Sequence[SchoolScore]
    answered: Sequence[Answered]
    known: Mapping[str, RegisterFacts]


def tree(root: str, regions: Iterable[tuple[int, int | None]], places: Iterable[str]) -> PupilGroup:
    """The regions, ``(id, id of the parent)``, as groups of the places with schools.

    Schools that hang on a region which has parts stand beside these parts, as ``"<id>."``.
    """
    below: dict[int | None, list[int]] = {}
    for region, parent in regions:
        below.setdefault(parent, []).append(region)
    used = frozenset(places)

    def group(region: int) -> PupilGroup:
        own = used & {str(region)}
        parts = list(map(group, below.get(region, ())))
        if parts and own:
            parts.append(PupilGroup(f"{region}.", own))
        return PupilGroup(str(region), own.union(*(part.places for part in parts)), tuple(parts))

    tops = tuple(map(group, below.get(None, ())))
    return PupilGroup(root, frozenset[str]().union(*(top.places for top in tops)), tops)


def release(whole: PupilGroup, rows: Rows, rule: SuppressionRule = OUTCOME) -> Body:
    """The body; empty where the whole country is too small."""
    people = People[str]()
    for row in rows.scored:
        people.add(row.place, row.division, row.school, row.pupils)
    everybody = people.all_in(whole.places)
    if not everybody or not rule.allows(everybody):
        return {"areas": []}
    ages = cells_told(people.cells(whole.places, str), rule)
    # Ages that are not told are one cell.
    groups = divide(whole, people, rule, lambda age: age if age in ages else "")

    def area(group: PupilGroup, parent: str) -> InsightArea:
        return {
            "key": group.key,
            "parent": parent,
            "merged": list(group.merged),
            "known": _known(group, rows.known),
            "pupils": people.all_in(group.places).total(),
            "ages": dict(_ages(group, ages, rows)),
        }

    return {"areas": [area(group, parent) for group, parent in groups.walk()]}


def in_full(country: str, rows: Rows) -> Body:
    """The same of a country as a whole, for who may see every pupil of it."""
    places = {row.place for row in rows.scored} | rows.known.keys()
    return release(PupilGroup(country, frozenset(places)), rows, EVERYTHING)


def _known(group: PupilGroup, known: Mapping[str, RegisterFacts]) -> RegisterFacts:
    facts = [known[place] for place in group.places if place in known]
    return RegisterFacts(*map(sum, zip(RegisterFacts(0, 0, 0, 0), *facts, strict=True)))


def _ages(group: PupilGroup, ages: Iterable[str], rows: Rows) -> Iterator[tuple[str, AgeRow]]:
    for age in sorted(ages, key=youngest):
        scored = [row for row in rows.scored if row.division == age and row.place in group.places]
        if scored:
            same = (row for row in rows.answered if row.division == age)
            yield age, _age_row(scored, [row for row in same if row.place in group.places])


def youngest(division: str) -> int:
    """Sorts divisions."""
    return int(division.split("-")[0])


def _age_row(scored: Sequence[SchoolScore], answered: Sequence[Answered]) -> AgeRow:
    schools: dict[int, tuple[int, int]] = {}
    for row in scored:
        points, most = schools.get(row.school, (0, 0))
        schools[row.school] = (points + row.points * row.pupils, most + row.most * row.pupils)
    pupils = sum(row.pupils for row in scored)
    mean, half = mean_of_schools(list(schools.values()))
    # Pupils who sat another paper are left out nowhere: their answers would be told by subtraction.
    complete = pupils == sum(row.pupils for row in answered)
    return {
        "pupils": pupils,
        "schools": len(schools),
        "mean": round(mean, EXACT),
        "half": None if half is None else round(half, EXACT),
        "questions": _questions(answered, pupils) if complete else [],
    }


def _questions(answered: Sequence[Answered], pupils: int) -> list[list[float]]:
    """Right and left open of each question in per cent."""
    right = map(sum, zip(*(row.right for row in answered), strict=True))
    left_open = map(sum, zip(*(row.left_open for row in answered), strict=True))
    pairs = zip(right, left_open, strict=True)
    return [[round(100 * many / pupils, EXACT) for many in pair] for pair in pairs]


def mean_of_schools(schools: Sequence[tuple[int, int]]) -> tuple[float, float | None]:
    """The mean of ``(points, points possible)`` of each school in per cent and
    half the width of its 95 % interval; 0 without points to win, no interval of too few schools.

    Pupils of a school are alike: their lesson, their teacher, their town. An interval as if each
    had been drawn by lot would be too narrow by half. So schools are what is counted: the mean is a
    ratio of sums over schools, and its error that of a ratio (Cochran, *Sampling Techniques*, 3rd
    ed. 1977, chapters 6 and 9A, the ratio-to-size estimate of clusters of unequal sizes).
    """
    points, possible = (sum(side) for side in zip(*schools, strict=True)) if schools else (0, 0)
    if not possible:
        return 0.0, None
    mean, count = points / possible, len(schools)
    if count < FEWEST_FOR_INTERVAL:
        return 100 * mean, None
    apart = sum((own - mean * most) ** 2 for own, most in schools)
    error = math.sqrt(count / (count - 1) * apart) / possible
    return 100 * mean, 100 * TWO_SIDED * error


WIDTH, ROW = 380, 46
# Room for the numbers of the axis, and for the value behind the longest bar.
AXIS, LONGEST = 22, 250
# So many bars stand on a card of the overview.
FEW = 4
# An axis has at most so many parts.
PARTS = 4


class Bar(NamedTuple):
    """What a bar says; ``margin``: what its number is uncertain by, a count is not."""

    label: str
    number: float
    words: str
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar below its label, all in the units of the picture; its number lies between ``low`` and
    ``high``, of a count nowhere."""

    label: str
    value: str
    label_y: int
    bar_y: int
    length: int
    value_x: int
    value_y: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from zero on one scale; ``ticks``: ``(what stands there, x)`` of its axis."""

    height: int
    bars: list[ChartBar]
    ticks: list[tuple[str, int]]
    width: int = WIDTH


def few(bars: Sequence[Bar], *, full: float | None = None) -> Sequence[Bar]:
    """The bars that a finding is about, in their order: of counts the longest, of shares the first.

    Shares are sorted by what is told of them; counts may stand in an order of their own.
    """
    if full is not None:
        return bars[:FEW]
    longest = sorted(bars, key=lambda bar: -bar.number)[:FEW]
    return [bar for bar in bars if bar in longest][:FEW]


def picture(bars: Sequence[Bar], *, full: float | None = None) -> BarChart:
    """``full``: what the whole width stands for; else the longest bar sets the scale."""
    most = full or max((bar.number for bar in bars), default=0) or 1
    drawn = []
    for place, bar in enumerate(bars):
        top = AXIS + place * ROW
        length = _at(bar.number, most)
        low = None if bar.margin is None else _at(max(bar.number - bar.margin, 0), most)
        high = None if bar.margin is None else _at(min(bar.number + bar.margin, most), most)
        behind = max(length, high or 0) + 8
        where = (top + 17, top + 23, length, behind, top + 37)
        drawn.append(ChartBar(bar.label, bar.words, *where, low, high))
    step = _step(most)
    unit = " %" if full else ""
    numbers = range(0, math.floor(most) + 1, step)
    ticks = [(f"{number}{unit}" if number else "0", _at(number, most)) for number in numbers]
    return BarChart(AXIS + max(len(drawn), 1) * ROW, drawn, ticks)


def _at(number: float, most: float) -> int:
    return round(LONGEST * number / most)


def _step(most: float) -> int:
    """The smallest round number that parts the axis into few enough."""
    size = int(10 ** max(math.floor(math.log10(most)) - 2, 0))
    steps = (size * times for times in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250))
    return next(step for step in steps if most / step <= PARTS)
