"""A colleague takes a class over for today, and gives it back; all of it is on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from base.models import User
from base.record.actions.record import record_deed
from schools.deeds import CLASS_GIVEN_BACK, CLASS_TAKEN_OVER
from schools.models import ClassCover, SchoolClass
from schools.roles import zone_at
from schools.rules.midnight import next_midnight


@transaction.atomic
def take_over(school_class: SchoolClass, *, reason: str, by: User, at: datetime) -> ClassCover:
    """Until midnight where the school is; ``by`` is an approved teacher of it. Done twice, once."""
    SchoolClass.objects.select_for_update(no_key=True).get(pk=school_class.pk)
    covers = ClassCover.objects.filter(school_class=school_class, colleague=by, until__gt=at)
    if (standing := covers.first()) is not None:
        return standing
    record_deed(school_class, deed=CLASS_TAKEN_OVER, by=by, at=at, told={"reason": reason})
    return ClassCover.objects.create(
        school_class=school_class,
        colleague=by,
        reason=reason,
        taken_at=at,
        until=next_midnight(at, zone_at(school_class.school)),
    )


@transaction.atomic
def give_back(cover: ClassCover, *, by: User, at: datetime) -> None:
    """End it now: its colleague has done, or its teacher is back."""
    standing = ClassCover.objects.filter(pk=cover.pk, until__gt=at)
    if standing.update(until=at):
        record_deed(cover.school_class, deed=CLASS_GIVEN_BACK, by=by, at=at, told={})
