"""The classes of an organizer's area: found by name, and how far each is in an edition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from base.languages.collation import sort_key
from base.languages.search_text import folded, is_found
from competition.models import Edition, Entry, Sitting
from competition.sittings.queries.running import rehearsals_held
from schools.models import Card, SchoolClass


@dataclass(slots=True)
class ClassLine:
    """A class with what it did in one edition; nothing of it can be started from here."""

    school_class: SchoolClass
    cards: int
    entered: bool = False
    rehearsed: bool = False
    sittings: list[Sitting] = field(default_factory=list)

    @property
    def officials(self) -> list[Sitting]:
        """Its official sittings, the newest first."""
        return [one for one in self.sittings if one.kind == Sitting.Kind.OFFICIAL]


def in_state(
    classes: QuerySet[SchoolClass], state: str, edition: Edition | None
) -> QuerySet[SchoolClass]:
    """Those of the classes that are so in the edition; all of them for a state there is not."""
    entries = Entry.objects.filter(edition=edition, school_class=OuterRef("pk"))
    official = entries.filter(sittings__kind=Sitting.Kind.OFFICIAL)
    played = Exists(official.filter(sittings__closed_at__isnull=False))
    rules = {
        "entered": Q(Exists(entries)),
        "open": Q(Exists(entries.filter(sittings__closed_at__isnull=True, sittings__isnull=False))),
        "played": Q(played),
        "waiting": Q(Exists(entries)) & ~Q(played),
        "outside": ~Q(Exists(entries)),
    }
    return classes.filter(rules[state]) if state in rules else classes


def sorted_ids(classes: QuerySet[SchoolClass], query: str = "") -> list[int]:
    """The classes in which every word of the query is found, as each country sorts its schools.

    Read in a few columns: no database sorts and searches as its readers do.
    """
    columns = ("school__country", "school__country__collation", "school__name", "school__place")
    words = folded(query).split()
    rows = [
        (country, sort_key(name, collation), sort_key(label, collation), pk)
        for country, collation, name, place, label, year, pk in classes.order_by().values_list(
            *columns, "label", "school_year", "pk"
        )
        if is_found(words, name, place, label, year)
    ]
    return [pk for *_names, pk in sorted(rows)]


def class_lines(ids: Sequence[int], edition: Edition | None) -> list[ClassLine]:
    """The classes in this order, with cards and sittings; six queries."""
    classes = SchoolClass.objects.select_related("school", "grade").prefetch_related("teachers")
    found = classes.in_bulk(ids)
    counted = Card.objects.filter(school_class__in=ids).values_list("school_class")
    cards = dict(counted.annotate(count=Count("pk")).order_by())
    lines = {pk: ClassLine(found[pk], cards.get(pk, 0)) for pk in ids}
    entries = Entry.objects.filter(edition=edition, school_class__in=ids)
    for pk in entries.values_list("school_class", flat=True):
        lines[pk].entered = True
    sittings = Sitting.objects.filter(entry__edition=edition, entry__school_class__in=ids)
    for sitting in sittings.select_related("entry").order_by("-opened_at"):
        lines[sitting.entry.school_class_id].sittings.append(sitting)
    held = rehearsals_held().filter(entry__edition=edition, entry__school_class__in=ids)
    for pk in held.values_list("entry__school_class", flat=True):
        lines[pk].rehearsed = True
    return list(lines.values())
