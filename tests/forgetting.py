"""What is due goes, as by night."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

from base import clock
from base.jobs.performing import Progress
from base.retention.actions import forget


def forget_due(at: datetime | None = None) -> int:
    """How many rows went, now or at a moment."""
    moment = at or clock.now()
    with patch.object(clock, "now", lambda: moment):
        return forget(Progress(), at=moment).total()
