"""Whether a number was noted in time, and until when its file counts by its teacher's decision."""

from __future__ import annotations

from datetime import datetime

from competition.models import Attempt, NotedNumber, Sitting
from competition.rules.edition_steps import SEALED
from competition.rules.school_days import end_of_next_school_day
from competition.sittings.queries.class_clock import zone_of_class


def taken_until(sitting: Sitting) -> datetime | None:
    """Until when the teacher may upload; ``None`` while the sitting is open."""
    if sitting.closed_at is None:
        return None
    return end_of_next_school_day(sitting.closed_at, zone_of_class(sitting))


def may_bring_file(sitting: Sitting, *, at: datetime) -> bool:
    """Whether a number was noted whose file the teacher may still bring and count; one query at
    most."""
    until = taken_until(sitting)
    if until is None or at >= until or sitting.entry.division.edition.state in SEALED:
        return False
    # Whoever goes on under the code of the other group sits in front of its monitor.
    same = {"sitting__entry": sitting.entry_id, "sitting__kind": sitting.kind}
    return NotedNumber.objects.filter(**same).exists()


def noted_before_closing(attempt: Attempt, number: str) -> datetime | None:
    """When the teacher first noted the number, if the sitting was open then.

    On whatever monitor: who goes on under the code of the other group sits in front of that one.
    """
    noted = NotedNumber.objects.filter(
        sitting__entry=attempt.entry_id, card=attempt.card_id, number=number
    ).first()
    closed_at = attempt.sitting.closed_at
    in_order = noted is not None and (closed_at is None or noted.noted_at < closed_at)
    return noted.noted_at if noted is not None and in_order else None
