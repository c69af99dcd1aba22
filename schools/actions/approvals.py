"""Decisions about teachers who wait: approved, or refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from schools.exceptions import NotWaiting
from schools.models import Role, School, TeacherDecision, User


@transaction.atomic
def approve(role: Role, *, by: User, at: datetime) -> None:
    """Let a teacher's results reach the boards; the school counts as verified from now on.

    Raises ``NotWaiting`` when somebody was faster.
    """
    held, school = _waiting(role)
    held.approved_at, held.approved_by = at, by
    held.save(update_fields=["approved_at", "approved_by"])
    # Whoever knows a teacher of the school knows the school; boards ask for both.
    School.objects.filter(pk=school.pk, verified_at__isnull=True).update(verified_at=at)
    TeacherDecision.objects.create(
        school=school, user=held.user, approved=True, decided_at=at, decided_by=by
    )


@transaction.atomic
def refuse(role: Role, *, reason: str, by: User, at: datetime) -> None:
    """End a teacher's role in the school; the account and what it did stay.

    Raises ``NotWaiting`` when somebody was faster.
    """
    held, school = _waiting(role)
    TeacherDecision.objects.create(
        school=school, user=held.user, approved=False, reason=reason, decided_at=at, decided_by=by
    )
    held.delete()


def approve_all(roles: Iterable[Role], *, by: User, at: datetime) -> int:
    """Approve several; returns how many were still waiting."""
    count = 0
    for role in roles:
        try:
            approve(role, by=by, at=at)
        except NotWaiting:
            continue
        count += 1
    return count


def _waiting(role: Role) -> tuple[Role, School]:
    """The role as it stands now, locked, and its school."""
    teachers = Role.objects.filter(kind=Role.Kind.TEACHER, approved_at__isnull=True)
    held = teachers.select_for_update(no_key=True).filter(pk=role.pk).first()
    if held is None or held.school is None:
        raise NotWaiting
    return held, held.school
