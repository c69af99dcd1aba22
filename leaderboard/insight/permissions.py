"""Whose published figures somebody gets, and which areas of them; views use no other way in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from base.languages.collation import Key, sort_key
from leaderboard.insight.rules import Body, InsightArea
from leaderboard.insight.tables import Names
from leaderboard.models import InsightSnapshot
from leaderboard.results.queries import LARGE
from schools.models import Country, Region, Role
from schools.register.queries import INDENT
from schools.roles import Visitor, holdings_of


def insight_places(user: Visitor) -> list[Country | Region]:
    """The countries and subtrees of regions whose published figures the user gets, as an organizer
    and for the ministry; 404 for none."""
    holdings = holdings_of(user)
    if holdings.coordinates:
        return list(Country.objects.all())
    if not (holdings.organizes or holdings.is_ministry):
        raise Http404
    ministry = (role.region or role.country for role in holdings.of(Role.Kind.MINISTRY))
    return list(dict.fromkeys([*holdings.area.places, *(one for one in ministry if one)]))


def insight_in(places: Sequence[Country | Region]) -> QuerySet[InsightSnapshot]:
    """The published figures of the countries of ``insight_places``, the newest first.

    A subtree of regions gets only what lies in it: ``areas_for``.
    """
    codes = {place.pk if isinstance(place, Country) else place.country_id for place in places}
    shown = InsightSnapshot.objects.filter(country__in=codes).select_related(
        "edition", "country", "seal"
    )
    shown = shown.defer(*(f"seal__{name}" for name in LARGE))
    return shown.order_by("-edition__year", "-edition", "country")


class AreaChoice(NamedTuple):
    """One area to choose, indented as deep as it lies."""

    key: str
    name: str
    depth: int = 0

    @property
    def label(self) -> str:
        """As it stands in a list."""
        return INDENT * self.depth + self.name


def areas_for(places: Sequence[Country | Region], body: Body, names: Names) -> list[AreaChoice]:
    """The areas somebody may see: their own with all below them, and groups in which one of theirs
    stands together with others, of which it alone is not told. Whoever is responsible for a part of
    such a group gets its figures: they tell of nobody else what the published body does not."""
    inside = [(area, deep) for area, deep in _below(body, names, places) if not area["merged"]]
    mine = {area["key"] for area, _deep in inside}
    for place in places:
        if isinstance(place, Region):
            mine |= set(place.path.strip("/").split("/"))
    shared = [area for area in body["areas"] if mine & set(area["merged"])]
    choices = [AreaChoice(area["key"], names.of(area), deep) for area, deep in inside]
    together = _("together: %(areas)s")
    return choices + [
        AreaChoice(area["key"], together % {"areas": names.members(area)}) for area in shared
    ]


def _below(
    body: Body, names: Names, places: Sequence[Country | Region]
) -> list[tuple[InsightArea, int]]:
    """Each with how deep it lies: below the one it is part of, and by the alphabet; schools without
    a smaller area last."""
    tops = {str(place.pk) for place in places}
    ways: dict[str, list[tuple[bool, Key]]] = {}
    found: list[InsightArea] = []
    for area in body["areas"]:
        if area["key"] in tops or area["parent"] in ways:
            place = sort_key(names.of(area), names.country.collation)
            ways[area["key"]] = [*ways.get(area["parent"], []), (area["key"].endswith("."), place)]
            found.append(area)
    found.sort(key=lambda area: ways[area["key"]])
    return [(area, len(ways[area["key"]]) - 1) for area in found]
