"""Reads about checked PCs: the list of one school, the schools of an area with their trouble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from competition.models import LabCheck
from competition.rules.lab import Line, LineState
from schools.languages.collation import sort_key
from schools.languages.search_text import folded, is_found
from schools.models import School

CHECKED, READY, TROUBLE, NOT_YET = "checked", "ready", "trouble", "not_yet"


@dataclass(frozen=True, slots=True)
class LabDay:
    """The PCs of one day, by their number."""

    day: date
    checks: Sequence[LabCheck]

    @property
    def ready(self) -> int:
        """How many can be used as they are."""
        return sum(one.ready for one in self.checks)


def days_of(school: School) -> list[LabDay]:
    """The days on which PCs were checked, the latest first; one query."""
    by_day: dict[date, list[LabCheck]] = {}
    for check in LabCheck.objects.filter(lab=school.pk).order_by("-day", "number"):
        by_day.setdefault(check.day, []).append(check)
    return [LabDay(day, checks) for day, checks in by_day.items()]


@dataclass(frozen=True, slots=True)
class LabTotals:
    """An area in numbers; ``trouble`` counts PCs by the line that does not work."""

    schools: int
    checked: int
    ready: int
    pcs: int
    trouble: dict[Line, int]


@dataclass(slots=True)
class LabSchool:
    """A school with its last day: how many PCs, how many ready, and what was wrong how often."""

    school: School
    day: date | None = None
    pcs: int = 0
    ready: int = 0
    trouble: Counter[Line] = field(default_factory=Counter)


def bad_lines(checks: Iterable[LabCheck]) -> Counter[Line]:
    """How many PCs have each trouble."""
    return Counter(
        line for check in checks for line in Line if check.lines.get(line) == LineState.BAD
    )


def last_checks(schools: QuerySet[School]) -> QuerySet[LabCheck]:
    """The checks of each school's last day: what was mended since counts no more."""
    return _of_last_days().filter(lab__school__in=schools)


def _of_last_days() -> QuerySet[LabCheck]:
    newer = LabCheck.objects.filter(lab=OuterRef("lab"), day__gt=OuterRef("day"))
    return LabCheck.objects.filter(~Exists(newer))


def totals_of(schools: QuerySet[School]) -> LabTotals:
    """The numbers of an area; three queries."""
    last = last_checks(schools)
    counted = last.aggregate(
        checked=Count("lab", distinct=True),
        pcs=Count("pk"),
        ready=Count("pk", filter=Q(ready=True)),
        **{f"bad_{line}": Count("pk", filter=_bad(line)) for line in Line},
    )
    return LabTotals(
        schools=schools.count(),
        checked=counted["checked"],
        ready=counted["ready"],
        pcs=counted["pcs"],
        trouble={line: counted[f"bad_{line}"] for line in Line if counted[f"bad_{line}"]},
    )


def _bad(line: Line) -> Q:
    return Q(**{f"lines__{line}": LineState.BAD.value})


def narrowed_to(schools: QuerySet[School], state: str) -> QuerySet[School]:
    """Those that are checked, ready, in trouble, or not checked; all for any other word.

    ``state`` may also be a line: the schools in which it does not work on some PC.
    """
    last = _of_last_days().filter(lab=OuterRef("pk"))
    trouble = Exists(last.filter(ready=False))
    rules = {
        CHECKED: Q(Exists(last)),
        READY: Q(Exists(last)) & ~Q(trouble),
        TROUBLE: Q(trouble),
        NOT_YET: ~Q(Exists(last)),
        **{line.value: Q(Exists(last.filter(_bad(line)))) for line in Line},
    }
    return schools.filter(rules[state]) if state in rules else schools


def sorted_schools(schools: QuerySet[School], words: str) -> list[int]:
    """The schools in which every word is found, as each country sorts them; one query."""
    wanted = folded(words).split()
    rows = schools.order_by().values_list("pk", "country", "country__collation", "name", "place")
    found = [
        (country, sort_key(name, collation), pk)
        for pk, country, collation, name, place in rows
        if is_found(wanted, name, place)
    ]
    return [pk for *_name, pk in sorted(found)]


def lab_schools(ids: Sequence[int]) -> list[LabSchool]:
    """These schools in this order, with their last day; two queries."""
    found = School.objects.select_related("region").in_bulk(ids)
    lines = {pk: LabSchool(found[pk]) for pk in ids}
    some = School.objects.filter(pk__in=ids)
    for check in last_checks(some).order_by("number"):
        line = lines[check.lab_id]
        line.day, line.pcs = check.day, line.pcs + 1
        line.ready += check.ready
        line.trouble += bad_lines([check])
    return list(lines.values())


def last_day_of(school: School) -> date | None:
    """When PCs of a school were checked last; for a list of what is left to do."""
    days = LabCheck.objects.filter(lab=school.pk).order_by("-day")
    return days.values_list("day", flat=True).first()
