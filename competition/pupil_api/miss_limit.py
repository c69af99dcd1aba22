"""Wrong codes, numbers and PINs of one process; while too many come, all of them look alike."""

from __future__ import annotations

import time
from collections.abc import Callable

from competition import metrics
from competition.pupil_api.protocol import Error, RefusedRequest
from competition.rate_limit import Bucket
from schools.accounts import security_log

# Refusals of a join that did not prove code, number and PIN. Those of one that did (in use, taken
# already) and those that say nothing of the digits (busy) are not among them.
MISSES = frozenset(
    {
        Error.UNKNOWN_CODE,
        Error.UNKNOWN_CARD,
        Error.WRONG_PIN,
        Error.PIN_NEEDED,
        Error.SLOW_DOWN,
        Error.CARD_LOCKED,
        Error.SITTING_CLOSED,
    }
)
WAIT = 5.0


class MissBucket:
    """The misses of one process: 300 at once and five a second are told what was wrong.

    Full, the bucket stays so for as long as misses come faster than it leaks: whoever tries codes
    learns nothing then. It is asked after the database, so a join that is right never meets it.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        """``now`` gives a monotonic time in seconds."""
        self._now = now
        self._bucket = Bucket(capacity=300, per_second=5)
        self._full_at: float | None = None

    def check(self, refused: RefusedRequest) -> RefusedRequest:
        """What a refused join is told: why, or ``slow_down`` for every miss alike."""
        if refused.error not in MISSES:
            return refused
        at = self._now()
        full = self._bucket.is_full(at)
        self._bucket.pour(at)
        if not full:
            return refused
        self._full_at = at
        metrics.miss_hidden()
        security_log.note_seldom("codes_tried_out")
        return RefusedRequest(Error.SLOW_DOWN, wait=WAIT)

    @property
    def seconds_since_full(self) -> float | None:
        """How long ago a miss was hidden for the last time; empty for never."""
        return None if self._full_at is None else self._now() - self._full_at
