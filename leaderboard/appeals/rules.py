"""Dates of answers and appeals, and whether a text names a pupil: pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

# Nobody reads a mail of Friday before Monday.
LEAST = timedelta(days=3)
# Two letters are no name that could be told from a word.
SHORTEST_NAME = 3
WORD = re.compile(r"\w+")


def answer_until(told_at: datetime, *, days: int) -> datetime:
    """Until when teachers may answer a decision; ``days`` as the edition gives for objections."""
    return told_at + max(timedelta(days=days), LEAST)


def decide_by(lodged_at: datetime, *, closes: datetime | None, days: int) -> datetime:
    """Until when organizers decide: as long as teachers had, and not while classes still play."""
    begins = lodged_at if closes is None else max(lodged_at, closes)
    return begins + max(timedelta(days=days), LEAST)


def names_a_pupil(text: str, names: Iterable[str]) -> bool:
    """Whether a word of a text is a part of a name, written with a capital; both in one script."""
    said = {word for word in WORD.findall(text) if word[:1].isupper()}
    parts = {part for name in names for part in WORD.findall(name) if len(part) >= SHORTEST_NAME}
    return bool({word.casefold() for word in said} & {part.casefold() for part in parts})
