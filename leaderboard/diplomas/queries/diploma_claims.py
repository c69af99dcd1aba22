"""Who has a diploma to get in an edition and country: winners, schools that took part, mentors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Q

from base.models import User
from competition.models import Edition
from leaderboard.models import IssuedDiploma
from leaderboard.results.public_results import public_results
from leaderboard.winners.queries.held_awards import Holder, held_awards, is_held
from leaderboard.winners.queries.standing_awards import standing_awards
from schools.models import Country, School, SchoolClass
from schools.permissions import classes_taught

Kind = IssuedDiploma.Kind
CLASS = "attempt__entry__school_class"
SCHOOL = f"{CLASS}__school"


@dataclass(frozen=True, slots=True)
class DiplomaClaim:
    """One diploma that may be issued; ``key``: what has one of its kind once."""

    kind: str
    key: int
    school: School
    award: int | None = None
    place: int = 0
    pupils: int = 0
    mentor: int | None = None


def claims_in(edition: Edition, country: Country, kind: str) -> list[DiplomaClaim]:
    """All of a kind; a fixed number of statements."""
    if kind == Kind.SCHOOL:
        return list(_schools(edition, country))
    schools = School.objects.filter(country=country)
    holders = [one for held in held_awards(edition, "en", schools) for one in held.holders]
    return list(_winners(holders)) if kind == Kind.WINNER else list(_mentors(holders))


def claims_of_teacher(edition: Edition, teacher: User) -> list[DiplomaClaim]:
    """The winners of somebody's classes, and the own diploma where there is one.

    A winner only once the teacher was told of it, or once the results are public.
    """
    schools = School.objects.filter(roles__user=teacher, roles__kind="teacher").distinct()
    mine = Q(attempt__entry__school_class__in=classes_taught(teacher))
    told = edition.state in (Edition.State.PUBLISHED, Edition.State.ARCHIVED)
    own = [
        one
        for held in held_awards(edition, "en", schools, only=mine)
        for one in held.holders
        if (told or one.winner is not None) and teacher in _class(one).teachers.all()
    ]
    mentors = (one for one in _mentors(own) if one.mentor == teacher.pk)
    return [*_winners(own), *mentors]


def with_ground(edition: Edition, claims: Iterable[DiplomaClaim]) -> list[DiplomaClaim]:
    """Those whose ground is still there since they were read; three statements."""
    found = list(claims)
    there = _grounds(edition, [(one.kind, one.key) for one in found])
    return [one for one in found if (one.kind, one.key) in there]


def _grounds(edition: Edition, asked: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Of these kinds with their keys those that have a diploma to get."""
    keys: dict[str, set[int]] = {kind: set() for kind in Kind.values}
    for kind, key in asked:
        keys[kind].add(key)
    awards = standing_awards().filter(seal__edition=edition)
    winners = awards.filter(is_held(), pk__in=keys[Kind.WINNER])
    mentor = "attempt__entry__school_class__teachers"
    mentors = awards.filter(is_held(), **{f"{mentor}__in": keys[Kind.MENTOR]})
    schools = public_results().filter(
        division__edition=edition, **{f"{SCHOOL}__in": keys[Kind.SCHOOL]}
    )
    there = {
        Kind.WINNER: winners.order_by().values_list("pk", flat=True),
        Kind.MENTOR: mentors.order_by().values_list(mentor, flat=True).distinct(),
        Kind.SCHOOL: schools.order_by().values_list(SCHOOL, flat=True).distinct(),
    }
    return {(kind.value, pk) for kind, some in there.items() for pk in some}


def may_be_issued_anew(row: IssuedDiploma) -> bool:
    """Whether somebody still has a diploma to get for one that was revoked."""
    if row.kind == Kind.MENTOR and not (row.mentor and row.mentor.name):
        return False
    own = (row.kind, key_now(row))
    return own in _grounds(row.edition, [own])


def key_of(row: IssuedDiploma) -> int:
    """As a claim calls what has one of its kind once; 0 where that is gone."""
    return {
        Kind.WINNER: row.award_id,
        Kind.SCHOOL: row.school_id,
        Kind.MENTOR: row.mentor_id,
    }[Kind(row.kind)] or 0


def key_now(row: IssuedDiploma) -> int:
    """Of a winner that of the same award to the same pupil by the list that holds; 0 without it."""
    if row.award is None:
        return key_of(row)
    same = {"key": row.award.key, "attempt": row.award.attempt_id}
    held = standing_awards().filter(seal__edition=row.edition_id, **same)
    return held.values_list("pk", flat=True).first() or 0


def nameless_mentors(edition: Edition, countries: Collection[Country]) -> list[User]:
    """Who would have a diploma to get and has no name to stand on it; one statement."""
    held = standing_awards().filter(is_held(), seal__edition=edition)
    classes = held.filter(**{f"{SCHOOL}__country__in": countries}).values(CLASS)
    return list(User.objects.filter(name="", classes__in=classes).distinct().order_by("email"))


def _class(holder: Holder) -> SchoolClass:
    return holder.line.award.attempt.entry.school_class


def _winners(holders: Iterable[Holder]) -> Iterator[DiplomaClaim]:
    for one in holders:
        award = one.line.award
        yield DiplomaClaim(Kind.WINNER, award.pk, one.line.school, award.pk, one.place)


def _mentors(holders: Iterable[Holder]) -> Iterator[DiplomaClaim]:
    """One for each teacher whose name is known, however many pupils have won."""
    seen = set[int]()
    for one in holders:
        for teacher in _class(one).teachers.all():
            if teacher.name and teacher.pk not in seen:
                seen.add(teacher.pk)
                yield DiplomaClaim(Kind.MENTOR, teacher.pk, one.line.school, mentor=teacher.pk)


def _schools(edition: Edition, country: Country) -> Iterator[DiplomaClaim]:
    """Those with a result that counts; how many took part is told from the threshold on."""
    rows = public_results().filter(division__edition=edition, country=country)
    counted = dict(rows.order_by().values_list(SCHOOL).annotate(Count("pk")))
    for school in School.objects.filter(pk__in=counted).order_by("name", "pk"):
        many = counted[school.pk]
        told = many if many >= edition.publishing_threshold else 0
        yield DiplomaClaim(Kind.SCHOOL, school.pk, school, pupils=told)
