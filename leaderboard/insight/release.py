"""What is published of a country's pupils in an edition, put together from counted rows.

The body is all there ever is to see: pages, filters and downloads read it and count nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import starmap

from leaderboard.insight.depth import depths
from leaderboard.insight.rows import Body, Came, InsightArea, RegisterFacts, Rows
from leaderboard.rules.suppression import ATTENDANCE, People, PupilGroup, divide, levels

# How participation may be divided; outcomes are told of no division that it would not tell.
AGES: tuple[Callable[[Came], str], ...] = (lambda one: one.division,)


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
    ages = levels(groups, people, ATTENDANCE, AGES)

    def area(group: PupilGroup, parent: str) -> InsightArea:
        return {
            "key": group.key,
            "parent": parent,
            "merged": list(group.merged),
            "known": _known(group, rows.known),
            "pupils": people.all_in(group.places).total(),
        }

    return {
        "areas": list(starmap(area, groups.walk())),
        "depths": depths(groups, ages, rows),
    }


def _known(group: PupilGroup, known: Mapping[str, RegisterFacts]) -> RegisterFacts:
    facts = [known[place] for place in group.places if place in known]
    return (
        RegisterFacts(*map(sum, zip(*facts, strict=True))) if facts else RegisterFacts(0, 0, 0, 0)
    )
