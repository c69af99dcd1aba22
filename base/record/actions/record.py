"""Writes to the record of staff actions: what was taken along, and forgetting."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from auditlog.context import auditlog_value, set_actor
from auditlog.models import LogEntry
from django.db import models

from base.models import User


def record_deed(
    about: models.Model, *, deed: str, by: User, at: datetime, told: Mapping[str, str | int]
) -> None:
    """Note in one entry what was done to many rows, or to one that is gone."""
    LogEntry.objects.log_create(
        about,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        actor=by,
        actor_email=by.email,
        timestamp=at,
        additional_data={"deed": deed, **told},
    )


@contextmanager
def signed_by(user: User) -> Iterator[None]:
    """What is written inside stands on record as done by this person, who has not logged in."""
    around = auditlog_value.get(None)
    try:
        with set_actor(user):
            yield
    finally:
        # The library forgets who acted around it.
        if around is not None:
            auditlog_value.set(around)


def sign_own_entry(user: User) -> None:
    """The entry that somebody joined is their own: before it they were nobody."""
    entries = LogEntry.objects.get_for_object(user).filter(actor__isnull=True)
    entries.update(actor=user, actor_email=user.email)


def record_access(taken: models.Model, *, by: User, file: str, at: datetime) -> None:
    """Note that somebody took a file along that was made from an object."""
    LogEntry.objects.log_create(
        taken,
        force_log=True,
        action=LogEntry.Action.ACCESS,
        actor=by,
        actor_email=by.email,
        timestamp=at,
        additional_data={"file": file},
    )


def record_change(
    changed: models.Model, field: str, *, before: object, after: object, by: User, at: datetime
) -> None:
    """Note that somebody changed something of an object that its own row does not hold."""
    LogEntry.objects.log_create(
        changed,
        force_log=True,
        action=LogEntry.Action.UPDATE,
        changes={field: [str(before), str(after)]},
        actor=by,
        actor_email=by.email,
        timestamp=at,
    )
