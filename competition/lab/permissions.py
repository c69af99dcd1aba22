"""Whose PCs somebody may see; views use no other way in."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from competition.models import LabCode
from competition.rules.lab import typed_code
from schools.models import Role, School
from schools.permissions import schools_of
from schools.roles import Visitor


def own_schools(user: Visitor) -> QuerySet[School]:
    """Schools whose PCs a teacher checks."""
    return schools_of(user).select_related("country").order_by("name", "pk")


def get_own_school(user: Visitor, school_id: int) -> School:
    """One of them; 404 for any other."""
    found = own_schools(user).filter(pk=school_id).first()
    if found is None:
        raise Http404
    return found


def may_forget(user: Visitor, school: School) -> bool:
    """Whether the list and the address are theirs to delete: a stranger may say to teach here.

    Who waits for approval may, as long as nobody is approved at the school.
    """
    approved = Role.objects.filter(
        kind=Role.Kind.TEACHER, school=school, approved_at__isnull=False
    ).values_list("user", flat=True)
    teachers = set(approved)
    return not teachers or user.pk in teachers


def get_school_to_forget(user: Visitor, school_id: int) -> School:
    """One of the own schools whose list may be deleted; else 404."""
    school = get_own_school(user, school_id)
    if not may_forget(user, school):
        raise Http404
    return school


def lab_of(typed: str) -> LabCode | None:
    """The school's code as somebody typed it, for anybody who has it."""
    related = LabCode.objects.select_related("school__country")
    return related.filter(code=typed_code(typed)).first()
