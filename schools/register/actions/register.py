"""Writes about schools of the register: corrected, closed, opened again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from schools.models import Region, School


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
