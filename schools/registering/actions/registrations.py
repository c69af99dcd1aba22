"""A teacher registers, asks for a further school, proposes one that is missing."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from base.models import User
from base.record.actions.record import sign_own_entry, signed_by
from schools.accounts.actions import forget_people
from schools.accounts.queries import unconfirmed_people
from schools.exceptions import AlreadyHere, RefusedBefore, WaitsElsewhere
from schools.models import Region, Role, School, TeacherDecision
from schools.models.register import MADE_UP
from schools.registering.queries.unconfirmed import left_proposals

# Whoever waits at so many schools gets no further one: each may be a mail to a school.
MOST_WAITING = 3


@dataclass(frozen=True, slots=True)
class MissingSchool:
    """A school somebody did not find; ``region`` says in which country."""

    name: str
    place: str
    region: Region


@transaction.atomic
def register_teacher(
    email: str,
    *,
    name: str,
    password: str,
    language: str,
    school: School | MissingSchool,
    at: datetime,
) -> User:
    """A new account whose e-mail nobody has confirmed yet, and its role that waits."""
    user = User.objects.create_user(email, password, name=name, language=language)
    sign_own_entry(user)
    ask_for_role(user, school=school, at=at)
    return user


@transaction.atomic
def ask_for_role(user: User, *, school: School | MissingSchool, at: datetime) -> Role:
    """A role at a school, waiting for approval; a school that is missing is proposed.

    Raises ``AlreadyHere``, ``RefusedBefore`` and ``WaitsElsewhere``.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    own = Role.objects.filter(user=user, kind=Role.Kind.TEACHER)
    if isinstance(school, School):
        if own.filter(school=school).exists():
            raise AlreadyHere
        decided = TeacherDecision.objects.filter(user=user, school=school)
        if decided.exists() and not decided.latest("decided_at", "pk").approved:
            raise RefusedBefore
    if own.filter(approved_at__isnull=True).count() >= MOST_WAITING:
        raise WaitsElsewhere
    with signed_by(user):
        where = school if isinstance(school, School) else _propose(school, by=user, at=at)
        return Role.objects.create(user=user, kind=Role.Kind.TEACHER, school=where, asked_at=at)


def _propose(missing: MissingSchool, *, by: User, at: datetime) -> School:
    """Its code is made up: a later import cannot know the school by it."""
    return School.objects.create(
        country_id=missing.region.country_id,
        region=missing.region,
        register_code=f"{MADE_UP}{secrets.token_hex(4)}",
        name=missing.name,
        place=missing.place,
        proposed_at=at,
        proposed_by=by,
    )


@transaction.atomic
def forget_unconfirmed(email: str) -> None:
    """Whoever registers anew stands in the place of a registration nobody confirmed."""
    forget_people(unconfirmed_people().filter(email=email.lower()))
    left_proposals().delete()
