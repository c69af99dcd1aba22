"""The security log: one line for each thing somebody tried that they may not, and no more.

No names, e-mails, codes, PINs or addresses of computers. docs/running.md lists the events.
"""

from __future__ import annotations

import logging
import time

from django.utils.crypto import salted_hmac

log = logging.getLogger("security")
_noted_at: dict[str, float] = {}


def note(event: str, **facts: object) -> None:
    """Write one line: ``log_in_failed account=…``."""
    log.warning("%s", " ".join([event, *(f"{name}={value}" for name, value in facts.items())]))


def note_seldom(event: str, *, every: float = 60.0, **facts: object) -> None:
    """The same for what strangers can do as often as they like: once in so many seconds."""
    now = time.monotonic()
    if now - _noted_at.get(event, -every) >= every:
        _noted_at[event] = now
        note(event, **facts)


def mark(text: str) -> str:
    """Ten signs that stand for an e-mail: the same for the same one while the key is the same."""
    digest = salted_hmac("schools.security", text.strip().lower(), algorithm="sha256").hexdigest()
    return digest[:10]
