"""Proposed schools are taken into the register, or refused with a reason."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from base.models import User
from schools.exceptions import CodeTaken, NotProposed
from schools.models import Region, Role, School, SchoolMerge, TeacherDecision
from schools.register.actions.confirming import confirm_schools
from schools.register.actions.teacher_approvals import refuse


@transaction.atomic
def take_in(
    school: School, *, code: str, name: str, place: str, region: Region, by: User, at: datetime
) -> None:
    """It becomes a school of the register, confirmed; its teachers go on waiting.

    Without a code it keeps the one it was given. Raises ``NotProposed`` and ``CodeTaken``.
    """
    held = _held(school)
    merged = SchoolMerge.objects.filter(country=held.country_id, register_code=code)
    if code and merged.exists():
        # By it the register names the school into which that entry went.
        raise CodeTaken
    held.register_code = code or held.register_code
    held.name, held.place, held.region, held.proposed_at = name, place, region, None
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError as error:
        raise CodeTaken from error
    confirm_schools(School.objects.filter(pk=held.pk), by=by, at=at)


@transaction.atomic
def refuse_school(school: School, *, reason: str, by: User, at: datetime) -> None:
    """It is closed and stays in no list; who waits there no longer belongs to it.

    Raises ``NotProposed``.
    """
    held = _held(school)
    held.refused_for, held.closed_at = reason, at
    held.save(update_fields=["refused_for", "closed_at"])
    for role in Role.objects.filter(school=held, approved_at__isnull=True):
        refuse(role, reason=TeacherDecision.Reason.NOT_HERE, by=by, at=at)


def _held(school: School) -> School:
    waiting = School.objects.filter(proposed_at__isnull=False, refused_for="")
    held = waiting.select_for_update(of=("self",)).filter(pk=school.pk).first()
    if held is None:
        raise NotProposed
    return held
