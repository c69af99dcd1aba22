"""Pure decisions about calls for help: how many, and who may take one."""

from __future__ import annotations

from datetime import datetime, timedelta

# Of one teacher: so many at once, and so many within a day.
MOST_OPEN = 3
MOST_A_DAY = 12
A_DAY = timedelta(days=1)
# Whoever took a call and said nothing for so long may be relieved of it by somebody else.
HELD = timedelta(minutes=10)


def is_free(taken_at: datetime | None, answer: str, at: datetime) -> bool:
    """Whether a call may be taken: by nobody yet, or held without an answer for ten minutes."""
    return taken_at is None or (not answer and at - taken_at >= HELD)
