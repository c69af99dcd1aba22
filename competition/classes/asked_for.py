"""What apps above have for a teacher to do: a line on the first page, above the tasks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from schools.models import User


@dataclass(frozen=True, slots=True)
class AskedFor:
    """One thing to do, where it is done, and until when."""

    text: str
    url: str
    until: datetime | None = None


def asked_for_now(user: User, *, at: datetime) -> list[AskedFor]:
    """What ``TEACHER_TASKS`` of the settings finds for somebody."""
    found: list[AskedFor] = []
    for name in settings.TEACHER_TASKS:
        find: Callable[[User, datetime], list[AskedFor]] = import_string(name)
        found += find(user, at)
    return found
