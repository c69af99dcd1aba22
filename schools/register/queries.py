"""Reads about the register: regions to choose from, teachers who wait and whom to tell."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from base.languages.collation import Key, sort_key
from schools.models import Country, Region, Role

type Choice = tuple[int, str]
# In a list of choices each level stands further in. Whoever types the beginning of a name in it
# finds it: browsers leave out such spaces, but no dashes.
INDENT = "\N{NO-BREAK SPACE}" * 4


def region_choices(regions: QuerySet[Region]) -> list[tuple[str, list[Choice]]]:
    """Regions as a tree for a field of choices, indented: ``[(country, [(id, name)])]``."""
    countries: dict[Country, list[Choice]] = {}
    for region, depth in in_tree_order(regions.select_related("country")):
        choice = region.pk, f"{INDENT * depth}{region}"
        countries.setdefault(region.country, []).append(choice)
    return [(str(country), choices) for country, choices in countries.items()]


def in_tree_order(regions: Iterable[Region]) -> list[tuple[Region, int]]:
    """Regions with their countries, each with how deep it lies among them: by country, each below
    the one it is part of, and by the alphabet."""
    there = {region.pk: region for region in regions}

    def way(region: Region) -> list[Key]:
        # An area may begin below the country's first level.
        steps = [int(step) for step in region.path.strip("/").split("/") if step]
        above = [there[step] for step in steps if step in there]
        return [sort_key(str(one), region.country.collation) for one in above]

    found = [(region, way(region)) for region in there.values()]
    found.sort(key=lambda pair: (pair[0].country_id, pair[1]))
    return [(region, len(steps) - 1) for region, steps in found]


def with_first(roles: QuerySet[Role]) -> QuerySet[Role]:
    """Teachers who wait, oldest first; ``is_first`` where their school has none approved.

    ``is_twice``: another account of the same name teaches or waits there; ``since``: asked or made.
    """
    approved = Role.objects.filter(
        school=OuterRef("school"), kind=Role.Kind.TEACHER, approved_at__isnull=False
    )
    roles = roles.select_related("user", "school__country", "school__region")
    same = Role.objects.filter(
        school=OuterRef("school"),
        kind=Role.Kind.TEACHER,
        user__name__iexact=OuterRef("user__name"),
    )
    twice = Exists(same.exclude(user=OuterRef("user")).exclude(user__name=""))
    since = Coalesce("asked_at", "user__joined_at")
    told = roles.annotate(is_first=~Exists(approved), is_twice=twice, since=since)
    return told.order_by("since", "pk")
