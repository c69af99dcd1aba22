"""Schools of an organizer, and what a merger of two would bring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from base.languages.collation import sort_key
from base.languages.search_text import folded, is_found
from base.registry import Registry
from competition.exceptions import (
    CompetitionError,
    OtherCountry,
    SealedSchool,
    SealedTogether,
)
from competition.models import Edition, Entry, Result, Sitting
from competition.rules.edition_steps import SEALED
from competition.sittings.queries.running import held_back
from schools.models import Card, Role, School, SchoolClass, TeacherDecision
from schools.permissions import waiting_teachers
from schools.registering.queries.finding import names_before

LATEST = 30
TEACHERS = Role.objects.filter(kind=Role.Kind.TEACHER)


class SchoolState(StrEnum):
    """What a list of schools can be narrowed to; the words of the address."""

    UNCONFIRMED = "unconfirmed"
    HELD = "held"
    TEACHER = "teacher"
    WAITING = "waiting"
    NO_TEACHER = "none"
    ENTERED = "entered"
    PLAYED = "played"
    UNKNOWN = "unknown"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A school with its counts; classes entered and pupils played in one edition."""

    school: School
    teachers: int
    waiting: int
    classes: int
    played: int


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A class in an edition; ``finished``: official attempts that count."""

    entry: Entry
    cards: int
    sittings: int
    finished: int


def in_state(schools: QuerySet[School], state: str, edition: Edition | None) -> QuerySet[School]:
    """Those of the schools that are so; all of them for a state there is not."""
    approved = Exists(TEACHERS.filter(school=OuterRef("pk"), approved_at__isnull=False))
    waiting = Exists(waiting_teachers().filter(school=OuterRef("pk")))
    entries = Entry.objects.filter(edition=edition, school_class__school=OuterRef("pk"))
    held = held_back().filter(entry__school_class__school=OuterRef("pk"))
    rules: dict[str, Combinable | Q] = {
        SchoolState.UNCONFIRMED: Q(verified_at__isnull=True),
        SchoolState.HELD: Exists(held),
        SchoolState.TEACHER: approved,
        SchoolState.WAITING: waiting,
        SchoolState.NO_TEACHER: ~approved,
        SchoolState.ENTERED: Exists(entries),
        SchoolState.PLAYED: Exists(entries.filter(attempts__result__counts=True)),
        SchoolState.UNKNOWN: Q(pupil_count__isnull=True),
        SchoolState.CLOSED: Q(closed_at__isnull=False),
    }
    return schools.filter(rules[state]) if state in rules else schools


def sorted_ids(schools: QuerySet[School], query: str = "") -> list[int]:
    """The schools in which every word of the query is found, as each country sorts its names.

    The whole register is read in five columns: no database sorts and searches as its readers do.
    """
    columns = ("country_id", "country__collation", "name", "place", "pk", "register_code")
    words = folded(query).split()
    before = names_before(schools) if words else {}
    rows = [
        (country, sort_key(name, collation), sort_key(place, collation), pk)
        for country, collation, name, place, pk, code in schools.order_by().values_list(*columns)
        if is_found(words, name, place, code, *before.get(pk, ()))
    ]
    return [pk for *_names, pk in sorted(rows)]


def school_lines(ids: Iterable[int], edition: Edition | None) -> list[SchoolLine]:
    """The schools with their counts, in this order; five queries."""
    ids = list(ids)
    schools = School.objects.select_related("country", "region").in_bulk(ids)
    roles = TEACHERS.filter(school__in=ids)
    teachers = _by("school", roles.filter(approved_at__isnull=False))
    waiting = _by("school", waiting_teachers().filter(school__in=ids))
    entries = Entry.objects.filter(edition=edition, school_class__school__in=ids)
    classes = _by("school_class__school", entries)
    played = _by("school_class__school", entries.filter(attempts__result__counts=True))
    return [
        SchoolLine(schools[pk], teachers[pk], waiting[pk], classes[pk], played[pk]) for pk in ids
    ]


def entry_lines(school: School) -> list[EntryLine]:
    """What the school entered, the newest edition first."""
    entries = Entry.objects.filter(school_class__school=school).select_related(
        "edition", "division", "school_class__grade"
    )
    cards = _by("school_class", Card.objects.filter(school_class__school=school))
    sittings = _by("entry", Sitting.objects.filter(entry__school_class__school=school))
    results = Result.objects.filter(counts=True, attempt__entry__school_class__school=school)
    finished = _by("attempt__entry", results)
    lines = [
        EntryLine(entry, cards[entry.school_class_id], sittings[entry.pk], finished[entry.pk])
        for entry in entries
    ]
    return sorted(
        lines, key=lambda line: (-line.entry.edition.year, sort_key(line.entry.school_class.label))
    )


def latest_sittings(school: School) -> QuerySet[Sitting]:
    """The school's sittings, newest first, with ``pupils`` and how many ``finished``."""
    over = Q(attempts__finished_at__isnull=False, attempts__voided_at__isnull=True)
    sittings = Sitting.objects.filter(entry__school_class__school=school)
    counted = sittings.annotate(pupils=Count("attempts"), finished=Count("attempts", filter=over))
    return counted.select_related("entry__school_class", "opened_by")[:LATEST]


def waiting_sittings(school: School) -> list[Sitting]:
    """Sittings whose results wait, with ``pupils``: how many results that are.

    ``teaches`` and ``approved``: whether who opened them is a teacher of the school, and approved.
    """
    here = TEACHERS.filter(school=school, user=OuterRef("opened_by"))
    waiting = held_back().filter(entry__school_class__school=school)
    counting = Q(attempts__result__counts=True)
    told = waiting.annotate(
        teaches=Exists(here),
        approved=Exists(here.filter(approved_at__isnull=False)),
        pupils=Count("attempts", filter=counting),
    )
    return list(told.select_related("entry__school_class", "opened_by").order_by("opened_at"))


def teachers_of(school: School) -> QuerySet[Role]:
    """The school's teachers: those who wait first. Nobody who registered with an e-mail that may be
    a stranger's, or waits with a closed account: there is nothing to decide."""
    listed = Q(approved_at__isnull=False) | Q(pk__in=waiting_teachers().values("pk"))
    teachers = TEACHERS.filter(listed, school=school)
    teachers = teachers.select_related("user", "approved_by")
    return teachers.order_by(F("approved_at").asc(nulls_first=True), "user__name", "pk")


def refusals_of(school: School) -> QuerySet[TeacherDecision]:
    """Who was refused, when, why and by whom."""
    refused = school.teacher_decisions.filter(approved=False)
    return refused.select_related("user", "decided_by")


def twins_of(school: School, schools: QuerySet[School]) -> list[School]:
    """Other schools of the country with the same name, signs and script aside; near ones first."""
    look, here = folded(school.name), folded(school.place)
    others = schools.filter(country=school.country_id).exclude(pk=school.pk)
    names = others.order_by("pk").values_list("pk", "name")
    same = [pk for pk, name in names if folded(name) == look]
    twins = School.objects.filter(pk__in=same).select_related("region").order_by("pk")
    return sorted(twins, key=lambda twin: folded(twin.place) != here)


def _by[Row: (Role, Entry, Card, Sitting, Result)](key: str, rows: QuerySet[Row]) -> Counter[int]:
    return Counter(dict(rows.order_by().values_list(key).annotate(Count("pk"))))


# Whether something sealed names a school.
sealed_names = Registry[Callable[[School], bool]]()


@dataclass(frozen=True, slots=True)
class MergePlan:
    """``gone`` goes into ``keep``: all of this moves."""

    keep: School
    gone: School
    classes: Sequence[SchoolClass]
    # Those of them whose name a class of the kept school has in the same school year.
    clashes: Sequence[SchoolClass]
    # Teachers who come along, and those who are at both schools already.
    teachers: Sequence[Role]
    at_both: Sequence[Role]
    entries: int
    finished: int
    refusals: Sequence[CompetitionError]

    @property
    def must_choose(self) -> bool:
        """Whether both say another number of pupils."""
        counts = {self.keep.pupil_count, self.gone.pupil_count}
        return len(counts - {None}) > 1

    @property
    def stay_apart(self) -> bool:
        """Whether no merge will ever be possible, so that another way is told."""
        return any(isinstance(one, SealedTogether) for one in self.refusals)


def merge_plan(keep: School, gone: School) -> MergePlan:
    """What would move; ``refusals`` says why it cannot, if it cannot."""
    classes = list(gone.classes.order_by("school_year", "label").select_related("grade"))
    taken = set(keep.classes.values_list("school_year", "label"))
    roles = list(_teachers(gone).select_related("user"))
    there = set(_teachers(keep).values_list("user", flat=True))
    entries = Entry.objects.filter(school_class__school=gone)
    return MergePlan(
        keep=keep,
        gone=gone,
        classes=classes,
        clashes=[one for one in classes if (one.school_year, one.label) in taken],
        teachers=[role for role in roles if role.user_id not in there],
        at_both=[role for role in roles if role.user_id in there],
        entries=entries.count(),
        finished=Result.objects.filter(counts=True, attempt__entry__in=entries).count(),
        refusals=_refusals(keep, gone),
    )


def _refusals(keep: School, gone: School) -> list[CompetitionError]:
    if keep.country_id != gone.country_id:
        return [OtherCountry()]
    sealed = {school.pk: _is_sealed(school) for school in (keep, gone)}
    if all(sealed.values()):
        return [SealedTogether()]
    if sealed[gone.pk]:
        return [SealedSchool()]
    return []


def _is_sealed(school: School) -> bool:
    """Whether it took part in an edition that is sealed, also when its classes are deleted."""
    entries = Entry.objects.filter(school_class__school=school, edition__state__in=SEALED)
    return entries.exists() or any(names(school) for names in sealed_names)


def _teachers(school: School) -> QuerySet[Role]:
    return Role.objects.filter(kind=Role.Kind.TEACHER, school=school)
