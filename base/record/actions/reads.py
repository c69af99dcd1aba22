"""Reads of personal data, put on record before anything is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from auditlog.models import LogEntry
from django.db.models import Model

from base.models import User

# One entry for each person, class and way in so long: a teacher turns forty cards.
ONCE_IN = timedelta(minutes=10)


def note_read(read: Model, *, way: str, by: User, at: datetime) -> None:
    """Note that somebody reads what is kept of the pupils of a class; ``way``: as in ``READS``.

    To be called before the page is made: what cannot be put on record is not shown.
    """
    entries = LogEntry.objects.get_for_object(read)
    lately = entries.filter(actor=by, timestamp__gt=at - ONCE_IN, additional_data__read=way)
    if lately.exists():
        return
    LogEntry.objects.log_create(
        read,
        force_log=True,
        action=LogEntry.Action.ACCESS,
        actor=by,
        actor_email=by.email,
        timestamp=at,
        additional_data={"read": way},
    )
