"""Stamps that commands leave for those who look later."""

from __future__ import annotations

from datetime import datetime

from competition.models import Stamp

BACKUP, FORCED = "backup", "release forced"


def stamp_backup(*, file: str, size: int, tables: int, begun: datetime, at: datetime) -> None:
    """That a backup was made, and that so many tables could be read in it."""
    told = {"file": file, "bytes": size, "tables": tables}
    defaults = {"begun_at": begun, "done_at": at, "told": told}
    Stamp.objects.update_or_create(name=BACKUP, defaults=defaults)


def stamp_forced(*, reason: str, met: str, at: datetime) -> None:
    """That a release was taken during a window, and why; each keeps its own line."""
    told = {"reason": reason, "met": met}
    name = f"{FORCED} {at:%Y-%m-%d %H:%M:%S}"
    Stamp.objects.create(name=name, begun_at=at, done_at=at, told=told)
