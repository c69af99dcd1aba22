"""Pure decisions: when a help contact counts as verified, and how it has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta

VERIFIED_FOR = timedelta(days=90)


# What somebody who verifies a contact asks the service about.
ASKED_ABOUT = frozenset({"kind", "phone", "web", "opening", "hours", "free"})


def is_verified(verified_on: date | None, today: date) -> bool:
    """Whether a contact was asked lately enough; a day in the future proves nothing."""
    return verified_on is not None and timedelta(0) <= today - verified_on <= VERIFIED_FOR


def differing(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """The fields in which two say something else, in the order of the first."""
    return [name for name in one if one[name] != other.get(name)]


def fingerprint(values: Mapping[str, object]) -> str:
    """Tells whether a page was made from these values."""
    told = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()[:12]
