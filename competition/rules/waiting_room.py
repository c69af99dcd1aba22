"""Browsers that wait to be let in, where a class plays without PINs: pure decisions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

# How soon a waiting browser asks again, in seconds.
WAIT = 3.0
# One that has not asked for so long is gone: a page that was reloaded does not stop its own pupil.
GONE = timedelta(seconds=20)
# So many may wait for one number; the next ones leave no trace.
MOST = 6


def sign_of(browser: UUID) -> str:
    """Two letters or digits on a pupil's screen and on the monitor, to tell two browsers apart."""
    return browser.hex[:2].upper()


def is_waiting(heard_at: datetime, let_in_at: datetime | None, at: datetime) -> bool:
    """Whether a browser waits still."""
    return let_in_at is None and at - heard_at < GONE


def comes_in_with_all(waiting: Collection[UUID], *, somebody_in: bool) -> bool:
    """Whether a number comes in with all others: it came once, and nobody is in under it."""
    return len(waiting) == 1 and not somebody_in
