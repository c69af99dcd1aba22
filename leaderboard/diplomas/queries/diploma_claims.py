"""Who has a diploma to get in an edition and country: winners, schools that took part, mentors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count

from base.models import User
from competition.models import Edition
from competition.rules.edition_steps import PUBLISHED
from leaderboard.models import IssuedDiploma, Winner
from leaderboard.models.winner import CLASS
from leaderboard.results.queries.listed import SCHOOL as SCHOOL_OF_RESULT
from leaderboard.results.queries.public_results import public_results
from schools.models import Country, School
from schools.permissions import classes_taught

Kind = IssuedDiploma.Kind


@dataclass(frozen=True, slots=True)
class DiplomaClaim:
    """One diploma that may be issued; ``key``: what has one of its kind once."""

    kind: str
    key: int
    school: School
    place: int = 0
    pupils: int = 0


def claims_in(edition: Edition, country: Country, kind: str) -> list[DiplomaClaim]:
    """All of a kind; a fixed number of statements."""
    if kind == Kind.SCHOOL:
        return list(_schools(edition, country))
    winners = Winner.objects.listed(edition, School.objects.filter(country=country)).held()
    return list(_winners(winners)) if kind == Kind.WINNER else list(_mentors(winners))


def claims_of_teacher(edition: Edition, teacher: User) -> list[DiplomaClaim]:
    """The winners of somebody's classes, and the own diploma where there is one.

    A winner only once the teacher was told of it, or once the results are public.
    """
    own = Winner.objects.listed(edition).held().filter(**{f"{CLASS}__in": classes_taught(teacher)})
    if edition.state not in PUBLISHED:
        own = own.told()
    mine = [one for one in own if teacher in one.school_class.teachers.all()]
    mentors = (claim for claim in _mentors(mine) if claim.key == teacher.pk)
    return [*_winners(mine), *mentors]


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
    held = Winner.objects.filter(edition=edition).held()
    mentor = f"{CLASS}__teachers"
    schools = public_results().filter(
        division__edition=edition, **{f"{SCHOOL_OF_RESULT}__in": keys[Kind.SCHOOL]}
    )
    there = {
        Kind.WINNER: held.filter(pk__in=keys[Kind.WINNER]).values_list("pk", flat=True),
        Kind.MENTOR: held.filter(**{f"{mentor}__in": keys[Kind.MENTOR]})
        .values_list(mentor, flat=True)
        .distinct(),
        Kind.SCHOOL: schools.order_by().values_list(SCHOOL_OF_RESULT, flat=True).distinct(),
    }
    return {(kind.value, pk) for kind, some in there.items() for pk in some}


def may_be_issued_anew(row: IssuedDiploma) -> bool:
    """Whether somebody still has a diploma to get for one that was revoked."""
    if row.kind == Kind.MENTOR and not (row.mentor and row.mentor.name):
        return False
    own = (row.kind, key_of(row))
    return own in _grounds(row.edition, [own])


def key_of(row: IssuedDiploma) -> int:
    """As a claim calls what has one of its kind once; 0 where that is gone."""
    return {
        Kind.WINNER: row.winner_id,
        Kind.SCHOOL: row.school_id,
        Kind.MENTOR: row.mentor_id,
    }[Kind(row.kind)] or 0


def nameless_mentors(edition: Edition, countries: Collection[Country]) -> list[User]:
    """Who would have a diploma to get and has no name to stand on it; one statement."""
    held = Winner.objects.filter(edition=edition, country__in=countries).held()
    classes = held.order_by().values(CLASS)
    return list(User.objects.filter(name="", classes__in=classes).distinct().order_by("email"))


def _winners(winners: Iterable[Winner]) -> Iterator[DiplomaClaim]:
    for winner in winners:
        school = winner.school_class.school
        yield DiplomaClaim(Kind.WINNER, winner.pk, school, winner.place)


def _mentors(winners: Iterable[Winner]) -> Iterator[DiplomaClaim]:
    """One for each teacher whose name is known, however many pupils have won."""
    seen = set[int]()
    for winner in winners:
        for teacher in winner.school_class.teachers.all():
            if teacher.name and teacher.pk not in seen:
                seen.add(teacher.pk)
                yield DiplomaClaim(Kind.MENTOR, teacher.pk, winner.school_class.school)


def _schools(edition: Edition, country: Country) -> Iterator[DiplomaClaim]:
    """Those with a result that counts; how many took part is told from the threshold on."""
    rows = public_results().filter(division__edition=edition, country=country)
    counted = dict(rows.order_by().values_list(SCHOOL_OF_RESULT).annotate(Count("pk")))
    for school in School.objects.filter(pk__in=counted).order_by("name", "pk"):
        many = counted[school.pk]
        told = many if many >= edition.publishing_threshold else 0
        yield DiplomaClaim(Kind.SCHOOL, school.pk, school, pupils=told)
