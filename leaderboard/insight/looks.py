"""From what somebody asks for to what may be looked at: country, area, filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import Http404

from base.languages.collation import Key, sort_key
from leaderboard.insight.figure_names import Names
from leaderboard.insight.figure_tables import Look
from leaderboard.insight.rows import Body, Depth, InsightArea
from schools.models import Country, Region
from schools.register.queries import INDENT


@dataclass(frozen=True, slots=True)
class FilterChoice:
    """One value of a filter, indented as deep as it lies."""

    value: str
    name: str
    depth: int = 0

    @property
    def label(self) -> str:
        """As it stands in a list."""
        return INDENT * self.depth + self.name


def keys_of(places: Sequence[Country | Region]) -> set[str]:
    """The groups at the top of what somebody may see."""
    return {str(place.pk) for place in places}


def below(body: Body, names: Names, tops: set[str]) -> list[tuple[InsightArea, int]]:
    """The areas somebody may see, each with how deep it lies: below the one it is part of, and by
    the alphabet; schools without a smaller area last."""
    ways: dict[str, list[tuple[bool, Key]]] = {}
    found: list[InsightArea] = []
    for area in body["areas"]:
        if area["key"] in tops or area["parent"] in ways:
            place = sort_key(names.of(area), names.country.collation)
            ways[area["key"]] = [*ways.get(area["parent"], []), (area["key"].endswith("."), place)]
            found.append(area)
    found.sort(key=lambda area: ways[area["key"]])
    return [(area, len(ways[area["key"]]) - 1) for area in found]


def look_at(
    body: Body, names: Names, places: Sequence[Country | Region], asked: Mapping[str, str]
) -> tuple[Look, list[FilterChoice]]:
    """What is asked for, and the areas there are to choose; 404 for an area of others.

    Divisions and languages that are not published of an area fall back to the first.
    """
    there = below(body, names, keys_of(places))
    inside = [(area, deep) for area, deep in there if not area["merged"]]
    shared = shared_with(body, names, places, {area["key"] for area, _deep in inside})
    keys = [area["key"] for area, _deep in inside] + [group["key"] for group in shared]
    wanted = asked.get("area") or (keys[0] if keys else "")
    if wanted and wanted not in keys:
        raise Http404
    look = Look(body, names, wanted)
    divisions, languages = filters(look, asked.get("division", ""))
    division = asked.get("division", "")
    language = asked.get("language", "")
    look = replace(
        look,
        division=division if division in divisions else next(iter(divisions), ""),
        language=language if language in languages else "",
    )
    choices = [FilterChoice(area["key"], names.of(area), deep) for area, deep in inside]
    return look, choices + [FilterChoice(group["key"], names.together(group)) for group in shared]


def shared_with(
    body: Body, names: Names, places: Sequence[Country | Region], inside: set[str]
) -> list[Depth]:
    """Groups in which an area of theirs stands together with others, of which it alone is not told.

    Whoever is responsible for a part of such a group gets its figures: they tell of nobody else
    what the published body does not.
    """
    mine = set(inside)
    for place in places:
        if isinstance(place, Region):
            mine |= set(place.path.strip("/").split("/"))
    return [group for group in body["depths"] if mine & set(group["merged"])]


def filters(look: Look, division: str) -> tuple[list[str], list[str]]:
    """Divisions of which anything is told in the area, and the languages of one of them."""
    cells = look.depth["cells"] if look.depth else {}
    divisions = sorted((cell for cell in cells if "/" not in cell), key=_youngest)
    chosen = division if division in divisions else next(iter(divisions), "")
    languages = sorted(cell.split("/")[1] for cell in cells if cell.startswith(f"{chosen}/"))
    return divisions, languages


def _youngest(division: str) -> int:
    return int(division.split("-")[0])
