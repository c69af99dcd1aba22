"""When a sitting ends by itself, as read from its rows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from competition.models import Attempt, Sitting
from competition.rules.lesson_end import (
    FORGOTTEN,
    LINGER,
    Lesson,
    is_over,
)


def lesson_of(sitting: Sitting) -> Lesson:
    """The moments of a sitting, read with its division and edition."""
    division = sitting.entry.division
    return Lesson(
        opened_at=sitting.opened_at,
        starts_at=sitting.starts_at,
        paused_at=sitting.paused_at,
        closed_at=sitting.closed_at,
        working=timedelta(minutes=division.minutes),
        grace=timedelta(seconds=division.edition.grace_seconds),
    )


def deadlines_at_work(attempts: Iterable[Attempt]) -> list[datetime | None]:
    """Of those who have started and are not done, or voided."""
    at_work = (one for one in attempts if one.started_at and not (one.finished_at or one.voided_at))
    return [one.deadline for one in at_work]


def perhaps_over(at: datetime) -> list[int]:
    """Open sittings that may have to end by themselves; one query. The rule decides under lock."""
    busy = Attempt.objects.filter(
        Q(deadline__isnull=True) | Q(deadline__gt=at - LINGER),
        sitting=OuterRef("pk"),
        voided_at__isnull=True,
        started_at__isnull=False,
        finished_at__isnull=True,
    )
    silent = Q(~Exists(busy), starts_at__lte=at - LINGER, paused_at__isnull=True)
    found = Sitting.objects.filter(
        silent | Q(opened_at__lte=at - FORGOTTEN), closed_at__isnull=True
    ).select_related("entry__division__edition")
    return [one.pk for one in found.order_by("pk") if is_over(lesson_of(one), (), at)]
