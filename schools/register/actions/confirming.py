"""Writes about schools somebody vouches for."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from base.models import User
from schools.models import School
from schools.permissions import managed_schools


@transaction.atomic
def confirm_schools(schools: QuerySet[School], *, by: User | None, at: datetime) -> int:
    """Confirm those of the schools that nobody has confirmed yet; returns how many.

    Boards ask for it beside an approved teacher. One by one, so that each stands on record.
    """
    waiting = School.objects.filter(pk__in=schools.values("pk"), verified_at__isnull=True)
    waiting = waiting.filter(proposed_at__isnull=True)
    held = list(waiting.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for school in held:
        school.verified_at, school.verified_by = at, by
        school.save(update_fields=["verified_at", "verified_by"])
    return len(held)


def vouch_for_school(school: School, *, by: User, at: datetime) -> None:
    """Confirm the school of a teacher that somebody approves, if that is theirs to say.

    Whoever knows a teacher of the school knows the school.
    """
    confirm_schools(managed_schools(by).filter(pk=school.pk), by=by, at=at)
