"""Per cents as people read and check them: a half is rounded up, and nothing twice."""

from __future__ import annotations

import math

# What is lost in binary fractions is less than the last of these decimals.
EXACT = 6


def share_of(part: int, whole: int) -> int:
    """How many of 100 the part is; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def whole_percent(share: float) -> int:
    """A share in per cent that is known to ``EXACT`` decimals, where its counts are not at hand."""
    return math.floor(round(share, EXACT) + 0.5)


def one_decimal(share: float) -> float:
    """The same with one decimal, as tables and files tell it."""
    return math.floor(round(10 * share, EXACT - 1) + 0.5) / 10
