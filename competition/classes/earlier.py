"""Classes of last year, taken over into the next one: a year older, with new cards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Sum

from competition.classes.queries import ClassRow, Dashboard, year_meant
from competition.models import Edition, Result, Sitting
from competition.rules.classes import label_a_year_on, next_grade, next_label
from competition.rules.precedence import TAKING
from schools.models import Grade, SchoolClass
from schools.permissions import classes_taught
from schools.roles import Visitor
from schools.rules.percents import share_of


@dataclass(frozen=True, slots=True)
class EarlierClass:
    """A class of an earlier school year; ``label``: its name now, empty once it is there or where
    no grade follows in this school. ``was``: what it did officially."""

    row: ClassRow
    label: str
    was: Sequence[WhatWas] = ()


@dataclass(frozen=True, slots=True)
class WhatWas:
    """An official sitting that is over. Other years had other questions, so that nothing here is
    better or worse than anything else."""

    sitting: Sitting
    pupils: int
    percent: int


def years_on(board: Dashboard, at: datetime) -> list[EarlierClass]:
    """The classes of earlier years on this page; three queries where there are any.

    A class goes on where its school is open and the edition, which still takes classes, has an age
    group for its next grade.
    """
    if not board.earlier or board.edition is None:
        return []
    year = year_meant(board.edition, at)
    schools = {row.school_class.school_id for row in board.earlier}
    there = set(
        SchoolClass.objects.filter(school__in=schools, school_year=year).values_list(
            "school", "label"
        )
    )
    takes = board.edition.state in TAKING
    grades = _grades(board.earlier, board.edition) if takes else {}
    was = _what_was(board.earlier)
    return [
        EarlierClass(row, _label_now(row.school_class, there, grades), was[row.school_class.pk])
        for row in board.earlier
    ]


def _what_was(rows: Sequence[ClassRow]) -> dict[int, list[WhatWas]]:
    """By class; one query."""
    played = {
        one.pk: one for row in rows for one in row.closed if one.kind == Sitting.Kind.OFFICIAL
    }
    counting = Result.objects.filter(attempt__sitting__in=played, counts=True).order_by()
    summed = counting.values_list("attempt__sitting").annotate(
        pupils=Count("pk"), points=Sum("score"), most=Sum("max_score")
    )
    found: dict[int, list[WhatWas]] = {row.school_class.pk: [] for row in rows}
    for sitting, pupils, points, most in summed:
        was = WhatWas(played[sitting], pupils, share_of(points, most))
        found[was.sitting.entry.school_class_id].append(was)
    return found


def _label_now(
    one: SchoolClass, there: set[tuple[int, str]], grades: Mapping[str, set[str]]
) -> str:
    if one.school.closed_at is not None:
        return ""
    codes = grades.get(one.school.country_id, set())
    label = label_a_year_on(one.label, grade=one.grade.code, grades=codes)
    return "" if (one.school_id, label) in there else label


def _grades(rows: Sequence[ClassRow], edition: Edition) -> dict[str, set[str]]:
    """``{country: codes of the grades that take part}``: those of an age group of the edition."""
    found: dict[str, set[str]] = {row.school_class.school.country_id: set() for row in rows}
    held = edition.divisions.values("code")
    grades = Grade.objects.filter(country__in=found, division_code__in=held)
    for country, code in grades.values_list("country", "code"):
        found[country].add(code)
    return found


def taken_over(user: Visitor, asked: str) -> dict[str, object]:
    """What the form for a class begins with; nothing for a class that is not the teacher's own.

    Neither names nor needs come along: other children may have these numbers now.
    """
    if not asked.isdecimal():
        return {}
    own = classes_taught(user).select_related("school", "grade")
    found = own.filter(pk=int(asked) if len(asked) < 10 else 0).first()
    if found is None:
        return {}
    grades = Grade.objects.filter(country=found.school.country_id)
    following = grades.filter(code=next_grade(found.grade.code)).first()
    return {
        "school": found.school_id,
        "label": next_label(found.label) if following else "",
        "grade": following.pk if following else None,
        "language": found.language,
        "size": found.size or found.cards.count(),
    }
