"""When a help contact counts as verified."""

from __future__ import annotations

from datetime import date, timedelta

VERIFIED_FOR = timedelta(days=90)


def is_verified(verified_on: date | None, today: date) -> bool:
    """Whether a contact was asked lately enough; a day in the future proves nothing."""
    return verified_on is not None and timedelta(0) <= today - verified_on <= VERIFIED_FOR
