"""Pure decisions about receipts: how they are read, what they show, how guessing is slowed."""

from __future__ import annotations

import re
from enum import StrEnum
from threading import Lock

SHAPE = re.compile(r"[0-9A-Z]{6,12}")


class Phase(StrEnum):
    """How much of a result its owner may see; the words of the wire."""

    WAIT = "wait"
    SCORED = "scored"
    REVEALED = "revealed"


def normalised(typed: str) -> str:
    """A receipt as stored: spaces, dashes and lower case are forgiven; empty if it is none."""
    code = re.sub(r"[\s\-–]", "", typed).upper()
    return code if SHAPE.fullmatch(code) else ""


def phase(*, closed: bool, official: bool, key_open: bool) -> Phase:
    """Score and topics from the close of the sitting; questions once the key may be known.

    A rehearsal's paper keeps no secret after its sitting.
    """
    if not closed:
        return Phase.WAIT
    return Phase.REVEALED if key_open or not official else Phase.SCORED


class Bucket:
    """A leaky bucket everybody shares: ``capacity`` tries at once, ``per_second`` from then on."""

    def __init__(self, capacity: float, per_second: float) -> None:
        self._capacity = capacity
        self._per_second = per_second
        self._filled = 0.0
        self._at = 0.0
        self._lock = Lock()

    def is_full(self, at: float) -> bool:
        """Whether the next try has to wait; ``at`` is a monotonic time in seconds."""
        with self._lock:
            self._leak(at)
            return self._filled + 1 > self._capacity

    def pour(self, at: float) -> None:
        """Note one failed try."""
        with self._lock:
            self._leak(at)
            self._filled = min(self._filled + 1, self._capacity)

    def _leak(self, at: float) -> None:
        passed = max(at - self._at, 0.0)
        self._filled = max(self._filled - passed * self._per_second, 0.0)
        self._at = at
