"""What is published beyond how many came: scores and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate

from leaderboard.insight.rows import Answered, Cells, Depth, Rows, SchoolScore, ScoreRow
from leaderboard.rules.suppression import OUTCOME, People, PupilGroup, divide, levels
from schools.rules.percents import EXACT, share_of

FIFTHS = 5

type Cell = tuple[str, ...]
type Part = Callable[[SchoolScore], Cell]


def fifth(one: SchoolScore) -> int:
    """In which fifth of the points possible a score lies, the highest score in the last one."""
    return min(FIFTHS * one.points // one.most, FIFTHS - 1) if one.most else 0


def band(one: SchoolScore) -> str:
    """Below 60, below 80, and from 80 per cent on."""
    return {3: "60-79", 4: "80-100"}.get(fifth(one), "0-59")


def narrow_band(one: SchoolScore) -> str:
    """Fifths."""
    at = fifth(one)
    return f"{20 * at}-{100 if at == FIFTHS - 1 else 20 * at + 19}"


# How outcomes may be divided, from coarse to fine.
LANGUAGES: tuple[Part, ...] = (
    lambda one: (one.division,),
    lambda one: (one.division, one.language),
)
BANDS: tuple[Part, ...] = (
    lambda one: (one.division,),
    lambda one: (one.division, band(one)),
    lambda one: (one.division, narrow_band(one)),
)


def depths(areas: PupilGroup, ages: Mapping[str, int], rows: Rows) -> list[Depth]:
    """Groups of areas with what may be told of each; none where the country has too few schools.

    A division of a group is told only where so many came that participation could tell it as well
    (``ages``: whether it could, of each area).
    """
    people = People[SchoolScore]()
    for one in rows.scored:
        people.add(one.place, one, one.school, one.pupils)
    if not OUTCOME.allows(people.all_in(areas.places)):
        return []
    groups = divide(areas, people, OUTCOME)

    counted = [(area.places, ages[area.key]) for area, _parent in areas.walk()]

    def told(group: PupilGroup) -> bool:
        return all(ages[key] > 0 for key in _parts(group, areas))

    def finest(parts: Sequence[Part]) -> dict[str, int]:
        most = len(parts)
        return levels(groups, people, OUTCOME, parts, lambda one: most * told(one), counted)

    by_language, by_band = finest(LANGUAGES), finest(BANDS)

    def told_parts(group: PupilGroup) -> tuple[Sequence[Part], Sequence[Part]]:
        """No division where either table hides it: it would follow from the other one."""
        language, band = by_language[group.key], by_band[group.key]
        return (LANGUAGES[:language], BANDS[1:band]) if language and band else ((), ())

    answers, scored = _by_place(rows.answered), _by_place(rows.scored)

    def depth(group: PupilGroup, parent: str) -> Depth:
        parts, bands = told_parts(group)
        everybody = people.all_in(group.places)
        return {
            "key": group.key,
            "parent": parent,
            "merged": list(group.merged),
            "pupils": everybody.total(),
            "schools": len(everybody),
            "cells": dict(_outcomes(_in(group, scored), parts, _in(group, answers))),
            "bands": _bands(people, group, bands),
        }

    return [depth(group, parent) for group, parent in groups.walk() if people.all_in(group.places)]


def _parts(group: PupilGroup, areas: PupilGroup) -> Iterable[str]:
    """The keys of the areas a group is made of, itself if it is one."""
    same = [area.key for area, _parent in areas.walk() if area.places == group.places]
    if group.key in same:
        return [group.key]
    return [area.key for area in _largest_inside(areas, group)]


def _largest_inside(area: PupilGroup, group: PupilGroup) -> Iterator[PupilGroup]:
    if area.places and area.places <= group.places:
        yield area
    elif area.places & group.places:
        for child in area.children:
            yield from _largest_inside(child, group)


def _by_place[Row: (SchoolScore, Answered)](rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for one in rows:
        found.setdefault(one.place, []).append(one)
    return found


def _in[Row: (SchoolScore, Answered)](
    group: PupilGroup, by_place: Mapping[str, Sequence[Row]]
) -> list[Row]:
    return [one for place in group.places for one in by_place.get(place, ())]


def _outcomes(
    scored: Sequence[SchoolScore], parts: Sequence[Part], answers: Sequence[Answered]
) -> Iterator[tuple[str, ScoreRow]]:
    for part in parts:
        cells: dict[Cell, list[SchoolScore]] = {}
        for one in scored:
            cells.setdefault(part(one), []).append(one)
        for cell, those in cells.items():
            same = [one for one in answers if (one.division, one.language)[: len(cell)] == cell]
            yield "/".join(cell), _outcome(those, same)


def _outcome(those: Sequence[SchoolScore], answered: Sequence[Answered]) -> ScoreRow:
    pupils = sum(one.pupils for one in those)
    points = sum(one.points * one.pupils for one in those)
    most = sum(one.most * one.pupils for one in those)
    # Pupils who sat another paper are left out nowhere: their answers would be told by subtraction.
    complete = pupils == sum(one.pupils for one in answered)
    return {
        "pupils": pupils,
        "schools": len({one.school for one in those}),
        "mean": _share(points, most),
        "median": _median(those, pupils),
        "questions": _questions(answered, pupils) if complete else [],
    }


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, EXACT) if whole else 0.0


def _median(those: Sequence[SchoolScore], pupils: int) -> int:
    """The middle share of the points, the lower of two, in whole per cent."""
    shares = Counter[Fraction]()
    for one in those:
        shares[Fraction(one.points, one.most) if one.most else Fraction(0)] += one.pupils
    ordered = sorted(shares)
    reached = accumulate(shares[share] for share in ordered)
    middle = next(share for share, many in zip(ordered, reached, strict=True) if 2 * many >= pupils)
    return share_of(*middle.as_integer_ratio())


def _questions(answered: Sequence[Answered], pupils: int) -> list[list[float]]:
    """Right and left open of each question in per cent."""
    right = map(sum, zip(*(one.right for one in answered), strict=True))
    left_open = map(sum, zip(*(one.left_open for one in answered), strict=True))
    return [
        [_share(good, pupils), _share(blank, pupils)]
        for good, blank in zip(right, left_open, strict=True)
    ]


def _bands(
    people: People[SchoolScore], group: PupilGroup, parts: Sequence[Part]
) -> dict[str, Cells]:
    found: dict[str, Cells] = {}
    cells = people.cells(group.places, parts[-1]) if parts else {}
    for (division, name), schools in cells.items():
        found.setdefault(division, []).append([name, schools.total()])
    return found
