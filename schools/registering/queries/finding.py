"""Schools as a teacher looks for them: any script, with or without the signs on letters."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language

from base.languages.collation import sort_key
from base.languages.search_text import folded, searchable
from base.languages.texts import in_reader_language
from base.short_memory import ShortMemory
from schools.models import Country, School, SchoolMerge

MOST = 20
SHORTEST = 2
LONGEST = 80
# Anybody may ask, with every letter: a country's schools are read once for all who type.
KEPT_SECONDS = 5.0

# The ids of a country's schools as it sorts them, each with the text that is looked through.
type Register = list[tuple[int, str]]
registers = ShortMemory[Register](KEPT_SECONDS)


@dataclass(frozen=True, slots=True)
class FoundSchools:
    """The first schools of those that were found, and whether there are more."""

    schools: list[School]
    more: bool


def schools_to_choose() -> QuerySet[School]:
    """Schools of the register that are open; what is only proposed is in no list."""
    return School.objects.filter(proposed_at__isnull=True, closed_at__isnull=True)


def find_schools(country: Country, words: str) -> FoundSchools:
    """Schools in which every word stands, as the country sorts them; one query, and two more
    where nobody has looked in the country for ``KEPT_SECONDS``."""
    wanted = folded(words[:LONGEST]).split()
    if sum(map(len, wanted)) < SHORTEST:
        return FoundSchools([], more=False)
    rows = registers.get((country.pk, get_language()), lambda: _register_of(country))
    found = [pk for pk, text in rows if all(word in text for word in wanted)]
    # One that was closed since is no longer among them.
    by_id = schools_to_choose().select_related("region").in_bulk(found[:MOST])
    schools = [by_id[pk] for pk in found[:MOST] if pk in by_id]
    return FoundSchools(schools, more=len(found) > MOST)


def _register_of(country: Country) -> Register:
    columns = ("pk", "name", "place", "region__names", "register_code")
    schools = schools_to_choose().filter(country=country).order_by()
    before = names_before(schools)
    rows = schools.values_list(*columns)
    listed = sorted(
        (
            sort_key(name, country.collation),
            sort_key(place, country.collation),
            pk,
            searchable(name, place, code, in_reader_language(region), *before.get(pk, ())),
        )
        for pk, name, place, region, code in rows
    )
    return [(pk, text) for *_names, pk, text in listed]


def names_before(schools: QuerySet[School]) -> dict[int, list[str]]:
    """``{school: names, places and codes}`` of what went into them: by these the register, and who
    was there before, may still call them; one query."""
    found: dict[int, list[str]] = {}
    merges = SchoolMerge.objects.filter(into__in=schools.order_by().values("pk")).order_by()
    for pk, *texts in merges.values_list("into", "name", "place", "register_code"):
        found.setdefault(pk, []).extend(texts)
    return found


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
