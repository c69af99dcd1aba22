"""Until when the file of a noted number counts by its teacher's decision."""

from __future__ import annotations

from datetime import datetime

from competition.models import NotedNumber, Sitting
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
