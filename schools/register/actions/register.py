"""Writes about schools of the register: uploads kept, schools corrected, closed, opened again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import QuerySet

from base.jobs.actions import UNDER_WAY
from base.models import User
from schools.models import Region, RegisterUpload, School

# Longer than anybody compares a preview, and short enough that nothing lies about.
KEPT = timedelta(hours=12)


def keep_upload(content: bytes, *, name: str, by: User, at: datetime) -> RegisterUpload:
    """Keep a register until it is confirmed; earlier ones of the user go."""
    _waiting().filter(uploaded_by=by).delete()
    return RegisterUpload.objects.create(
        name=name[:200], content=content, uploaded_by=by, uploaded_at=at
    )


def never_confirmed(at: datetime) -> QuerySet[RegisterUpload]:
    """Registers nobody came back to for half a day."""
    return _waiting().filter(uploaded_at__lt=at - KEPT)


def _waiting() -> QuerySet[RegisterUpload]:
    """Neither imported nor being imported."""
    unread = RegisterUpload.objects.filter(read_at__isnull=True)
    return unread.exclude(job__state__in=UNDER_WAY)


def correct(
    school: School,
    *,
    name: str,
    place: str,
    region: Region,
    pupil_count: int | None,
    email: str = "",
) -> None:
    """Change what the register says of a school; when it was verified stays."""
    school.name, school.place = name, place
    school.region, school.pupil_count, school.email = region, pupil_count, email.lower()
    school.save(update_fields=["name", "place", "region", "pupil_count", "email"])


def close_schools(schools: QuerySet[School], *, ids: Collection[int], at: datetime) -> int:
    """Mark those of the schools as closed that are named and open; returns how many."""
    return schools.filter(pk__in=ids, closed_at__isnull=True).update(closed_at=at)


def close_school(school: School, *, at: datetime) -> None:
    """Mark one school as closed, on record."""
    school.closed_at = at
    school.save(update_fields=["closed_at"])


def reopen_school(school: School) -> None:
    """Take the mark back."""
    school.closed_at = None
    school.save(update_fields=["closed_at"])
