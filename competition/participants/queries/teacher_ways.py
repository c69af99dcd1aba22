"""How far teachers of an area have come since they registered, and what holds them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Coalesce

from competition.models import Edition, Entry
from competition.sittings.queries.rehearsals import rehearsals_held
from schools.languages.collation import sort_key
from schools.models import Country, Region, Role, User
from schools.permissions import managed_schools


class TeacherStage(StrEnum):
    """Where a teacher stands at a school: each is reached after the one before it."""

    REGISTERED = "registered"
    CONFIRMED = "confirmed"
    APPROVED = "approved"
    CLASS = "class"
    REHEARSED = "rehearsed"


STAGES = tuple(TeacherStage)
# The next stage that somebody lacks; an approval is waited for also by who has classes.
NEXT = STAGES[1:]


@dataclass(frozen=True, slots=True)
class TeacherWay:
    """One teacher at one school: which stages are reached, whatever their order."""

    role: int
    path: str
    since: datetime
    reached: frozenset[TeacherStage]

    @property
    def lacks(self) -> TeacherStage | None:
        """The first stage that is missing."""
        return next((stage for stage in STAGES if stage not in self.reached), None)


@dataclass(slots=True)
class ProgressLine:
    """A region with all below it, or the area: how many have reached each stage, and lack it."""

    place: Region | None
    reached: Counter[TeacherStage] = field(default_factory=Counter)
    lacking: Counter[TeacherStage] = field(default_factory=Counter)

    def add(self, way: TeacherWay) -> None:
        """Count one teacher."""
        self.reached.update(way.reached)
        if way.lacks is not None:
            self.lacking[way.lacks] += 1

    @property
    def cells(self) -> list[int]:
        """In the order of the stages."""
        return [self.reached[stage] for stage in STAGES]


def teacher_ways(
    user: User, edition: Edition | None, *, inside: Region | None = None
) -> list[TeacherWay]:
    """Every teacher of the area, or of a region with all below it; one query.

    Classes and rehearsals are those of one edition; without one nobody has any.
    """
    schools = managed_schools(user)
    if inside is not None:
        schools = schools.filter(region__path__startswith=inside.path)
    roles = Role.objects.filter(kind=Role.Kind.TEACHER, school__in=schools, user__is_active=True)
    confirmed = EmailAddress.objects.filter(user=OuterRef("user"), verified=True)
    # Who was invited proved it by the link; who was made in the admin does so at the log-in.
    given = Q(asked_at__isnull=True)
    is_theirs = ExpressionWrapper(given | Exists(confirmed), output_field=BooleanField())
    own = Entry.objects.filter(
        edition=edition,
        school_class__teachers=OuterRef("user"),
        school_class__school=OuterRef("school"),
    )
    rehearsals = rehearsals_held().filter(
        opened_by=OuterRef("user"),
        entry__edition=edition,
        entry__school_class__school=OuterRef("school"),
    )
    rows = roles.order_by("pk").values_list(
        *("pk", "school__region__path", Coalesce("asked_at", "user__joined_at"), "approved_at"),
        *(is_theirs, Exists(own), Exists(rehearsals)),
    )
    return [_way(*row) for row in rows]


def _way(
    role: int,
    path: str,
    since: datetime,
    approved_at: datetime | None,
    confirmed: bool,
    has_class: bool,
    rehearsed: bool,
) -> TeacherWay:
    facts = {
        TeacherStage.REGISTERED: True,
        TeacherStage.CONFIRMED: confirmed,
        TeacherStage.APPROVED: approved_at is not None,
        TeacherStage.CLASS: has_class,
        TeacherStage.REHEARSED: rehearsed,
    }
    return TeacherWay(role, path, since, frozenset(one for one, there in facts.items() if there))


def progress_lines(
    ways: Iterable[TeacherWay], regions: Sequence[Region], inside: Region | None
) -> tuple[list[ProgressLine], ProgressLine]:
    """The regions directly below, by country and name, and all together."""
    by_id = {region.pk: region for region in regions}
    total = ProgressLine(None)
    found: dict[int, ProgressLine] = {}
    for way in ways:
        total.add(way)
        head = _head(way.path, by_id, inside)
        if head is not None:
            found.setdefault(head.pk, ProgressLine(head)).add(way)
    return sorted(found.values(), key=_order), total


def _head(path: str, by_id: dict[int, Region], inside: Region | None) -> Region | None:
    """The uppermost region of the area on the way to a school, or the first below ``inside``."""
    steps = [by_id[int(one)] for one in path.strip("/").split("/") if one and int(one) in by_id]
    if inside in steps:
        below = steps[steps.index(inside) + 1 :]
        return below[0] if below else inside
    return steps[0] if steps else None


def _order(line: ProgressLine) -> tuple[str, object]:
    place = line.place
    if place is None:
        return "", ()
    country: Country = place.country
    return country.pk, sort_key(str(place), country.collation)


def held_up(ways: Iterable[TeacherWay], stage: TeacherStage) -> list[int]:
    """The roles of those who lack a stage next, who has waited longest first."""
    waiting = [way for way in ways if way.lacks == stage]
    return [way.role for way in sorted(waiting, key=lambda way: (way.since, way.role))]


def roles_in_order(numbers: Sequence[int]) -> list[Role]:
    """These roles with their people and schools, in this order."""
    related = ("user", "school__region")
    found = Role.objects.select_related(*related).in_bulk(numbers)
    return [found[number] for number in numbers]
