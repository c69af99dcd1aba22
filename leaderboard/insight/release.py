"""What is published of a country's pupils in an edition, put together from counted rows.

The body is all there ever is to see: pages, filters and downloads read it and count nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import starmap

from leaderboard.insight.depth import depths
from leaderboard.insight.rows import Body, Came, Cells, InsightArea, RegisterFacts, Rows
from leaderboard.rules.suppression import ATTENDANCE, People, PupilGroup, divide, levels

# Lessons before the long break, those until noon, and the second shift.
PARTS_OF_DAY = ((0, 10), (10, 13), (13, 24))

type Part = Callable[[Came], str]


def part_of_day(hour: int) -> str:
    """The part of a day an hour lies in, as ``"10-13"``."""
    return next(f"{begins}-{ends}" for begins, ends in PARTS_OF_DAY if begins <= hour < ends)


# How participation may be divided, from coarse to fine.
GRADES: tuple[Part, ...] = (
    lambda one: one.division,
    lambda one: f"{one.division}/{one.grade}",
)
HOURS: tuple[Part, ...] = (lambda one: part_of_day(one.hour), lambda one: str(one.hour))


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


def release(whole: PupilGroup, rows: Rows) -> Body:
    """The body; empty where the whole country is too small."""
    people = People[Came]()
    for one in rows.came:
        people.add(one.place, one, one.school, one.pupils)
    everybody = people.all_in(whole.places)
    if not everybody or not ATTENDANCE.allows(everybody):
        return {"areas": [], "depths": []}
    groups = divide(whole, people, ATTENDANCE)
    grades = levels(groups, people, ATTENDANCE, GRADES)
    hours = levels(groups, people, ATTENDANCE, HOURS)

    def area(group: PupilGroup, parent: str) -> InsightArea:
        return {
            "key": group.key,
            "parent": parent,
            "merged": list(group.merged),
            "known": _known(group, rows.known),
            "pupils": people.all_in(group.places).total(),
            "grades": _counted(people, group, GRADES[: grades[group.key]]),
            "hours": _counted(people, group, HOURS[: hours[group.key]]),
        }

    return {
        "areas": list(starmap(area, groups.walk())),
        "depths": depths(groups, grades, rows),
    }


def _known(group: PupilGroup, known: Mapping[str, RegisterFacts]) -> RegisterFacts:
    facts = [known[place] for place in group.places if place in known]
    return (
        RegisterFacts(*map(sum, zip(*facts, strict=True))) if facts else RegisterFacts(0, 0, 0, 0)
    )


def _counted(people: People[Came], group: PupilGroup, parts: tuple[Part, ...]) -> Cells:
    """Pupils by the finest of the parts; none where there is no part."""
    if not parts:
        return []
    cells = people.cells(group.places, parts[-1])
    return [[str(cell), schools.total()] for cell, schools in cells.items()]
