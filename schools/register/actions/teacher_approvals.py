"""Decisions about roles that wait: approved, or, of a teacher, refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from base.models import User
from schools.exceptions import NotWaiting
from schools.models import Role, School, TeacherDecision
from schools.register.actions.confirming import confirm_schools
from schools.register.decision_mail import tell_teacher

Way = TeacherDecision.Way


@transaction.atomic
def approve(
    role: Role,
    *,
    by: User | None,
    at: datetime,
    way: TeacherDecision.Way = Way.ORGANIZER,
    told: bool = True,
) -> None:
    """Let a role count; a teacher's results reach the boards, and the school is confirmed.

    A colleague's word is about the person alone. ``told``: the teacher gets a mail about it.
    Raises ``NotWaiting`` when somebody was faster, and at a school that is only proposed.
    """
    held = _waiting(role)
    if held.school is not None and held.school.proposed_at is not None:
        raise NotWaiting
    held.approved_at, held.approved_by = at, by
    held.save(update_fields=["approved_at", "approved_by"])
    if held.kind != Role.Kind.TEACHER or held.school is None:
        return
    if way != Way.COLLEAGUE:
        # Whoever knows a teacher of the school knows the school; boards ask for both.
        confirm_schools(School.objects.filter(pk=held.school.pk), by=by, at=at)
    decision = TeacherDecision.objects.create(
        school=held.school, user=held.user, approved=True, decided_at=at, decided_by=by, way=way
    )
    if told:
        tell_teacher(decision)


@transaction.atomic
def refuse(role: Role, *, reason: str, by: User, at: datetime) -> None:
    """End a teacher's role in the school; the account and what it did stay.

    Raises ``NotWaiting`` when somebody was faster.
    """
    held = _waiting(role)
    if held.school is None:
        raise NotWaiting
    decision = TeacherDecision.objects.create(
        school=held.school,
        user=held.user,
        approved=False,
        reason=reason,
        decided_at=at,
        decided_by=by,
    )
    tell_teacher(decision)
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


def _waiting(role: Role) -> Role:
    """The role as it stands now, locked after its school, as a merge of schools locks them."""
    if role.school_id is not None:
        list(School.objects.select_for_update(no_key=True).filter(pk=role.school_id))
    waiting = Role.objects.filter(approved_at__isnull=True, school=role.school_id)
    held = waiting.select_for_update(no_key=True).filter(pk=role.pk).first()
    if held is None:
        raise NotWaiting
    return held
