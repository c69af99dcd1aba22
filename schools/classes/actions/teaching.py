"""Who teaches a class: a colleague comes, a teacher leaves, an organizer puts somebody in charge.

The record tells each by itself, with the name: the teachers of a class are tracked.
"""

from __future__ import annotations

from django.db import transaction

from base.models import User
from schools.exceptions import LastTeacher, TaughtAlready
from schools.models import SchoolClass
from schools.permissions import standing_teachers


@transaction.atomic
def add_teacher(school_class: SchoolClass, *, colleague: User) -> None:
    """An approved colleague teaches it too, with all that belongs to it."""
    _held(school_class).teachers.add(colleague)


@transaction.atomic
def leave_class(school_class: SchoolClass, *, teacher: User) -> None:
    """Somebody teaches it no longer. Raises ``LastTeacher`` where nobody would be left."""
    held = _held(school_class)
    if not standing_teachers(held).exclude(pk=teacher.pk).exists():
        raise LastTeacher
    held.teachers.remove(teacher)


@transaction.atomic
def put_in_charge(school_class: SchoolClass, *, teacher: User) -> None:
    """An approved teacher of the school takes on a class that nobody teaches.

    Raises ``TaughtAlready`` when somebody was faster.
    """
    held = _held(school_class)
    if standing_teachers(held).exists():
        raise TaughtAlready
    held.teachers.add(teacher)


def _held(school_class: SchoolClass) -> SchoolClass:
    """Of two who leave at once, or are put in charge, the second sees what the first has done."""
    return SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
