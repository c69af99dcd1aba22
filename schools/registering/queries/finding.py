"""Schools as a teacher looks for them: any script, with or without the signs on letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from schools.languages.collation import sort_key
from schools.languages.search_text import folded, is_found
from schools.models import Country, School, in_reader_language

MOST = 20
SHORTEST = 2
LONGEST = 80


@dataclass(frozen=True, slots=True)
class FoundSchools:
    """The first schools of those that were found, and whether there are more."""

    schools: list[School]
    more: bool


def schools_to_choose() -> QuerySet[School]:
    """Schools of the register that are open; what is only proposed is in no list."""
    return School.objects.filter(proposed_at__isnull=True, closed_at__isnull=True)


def find_schools(country: Country, words: str) -> FoundSchools:
    """Schools in which every word stands, as the country sorts them; two queries."""
    wanted = folded(words[:LONGEST]).split()
    if sum(map(len, wanted)) < SHORTEST:
        return FoundSchools([], more=False)
    columns = ("pk", "name", "place", "region__names", "register_code")
    rows = schools_to_choose().filter(country=country).order_by().values_list(*columns)
    found = [
        (sort_key(name, country.collation), sort_key(place, country.collation), pk)
        for pk, name, place, region, code in rows
        if is_found(wanted, name, place, code, in_reader_language(region))
    ]
    numbers = [pk for *_names, pk in sorted(found)[:MOST]]
    by_id = School.objects.select_related("region").in_bulk(numbers)
    return FoundSchools([by_id[pk] for pk in numbers], more=len(found) > MOST)


def alike(school: School) -> list[School]:
    """Schools of the register that share a telling word of the name with a proposal, a few."""
    telling = [word for word in folded(school.name).split() if len(word) > 3 or word.isdigit()]
    others = schools_to_choose().filter(country=school.country_id).select_related("region")
    scored = [(_shared(telling, one), one) for one in others]
    best = sorted((-score, one.pk, one) for score, one in scored if score)
    return [one for _score, _pk, one in best[:5]]


def _shared(words: list[str], school: School) -> int:
    own = set(folded(f"{school.name} {school.place}").split())
    return sum(word in own for word in words)
