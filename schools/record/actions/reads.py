"""Reads of personal data, put on record before anything is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditlog.models import LogEntry

from schools.models import SchoolClass, User

# One entry for each person, class and way in so long: a teacher turns forty cards.
ONCE_IN = timedelta(minutes=10)


def note_read(school_class: SchoolClass, *, way: str, by: User, at: datetime) -> None:
    """Note that somebody reads what is kept of the pupils of a class; ``way`` is of ``READS``.

    To be called before the page is made: what cannot be put on record is not shown.
    """
    entries = LogEntry.objects.get_for_object(school_class)
    lately = entries.filter(actor=by, timestamp__gt=at - ONCE_IN, additional_data__read=way)
    if lately.exists():
        return
    LogEntry.objects.log_create(
        school_class,
        force_log=True,
        action=LogEntry.Action.ACCESS,
        actor=by,
        actor_email=by.email,
        timestamp=at,
        additional_data={"read": way},
    )
