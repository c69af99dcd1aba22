"""A mean with its interval, of pupils who came in whole schools; pure.

Pupils of a school are alike: their lesson, their teacher, their town. An interval as if each had
been drawn by lot would be too narrow by half. So schools are what is counted: the mean is a ratio
of sums over schools, and its error that of a ratio (Cochran, *Sampling Techniques*, 3rd ed. 1977,
chapters 6 and 9A, the ratio-to-size estimate of clusters of unequal sizes).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

# With fewer the error itself is too uncertain to be told.
FEWEST_FOR_INTERVAL = 10
# What a normal variable stays within in 95 of 100 cases.
TWO_SIDED = 1.959963984540054


@dataclass(frozen=True, slots=True)
class SchoolMean:
    """Per cent of the points, and half the width of the 95 % interval; ``None`` of too few."""

    mean: float
    half: float | None


def mean_of_schools(schools: Sequence[tuple[int, int]]) -> SchoolMean | None:
    """The mean of ``(points, points possible)`` of each school; nothing without points to win."""
    points, possible = (sum(side) for side in zip(*schools, strict=True)) if schools else (0, 0)
    if not possible:
        return None
    mean, count = points / possible, len(schools)
    if count < FEWEST_FOR_INTERVAL:
        return SchoolMean(100 * mean, None)
    apart = sum((own - mean * most) ** 2 for own, most in schools)
    error = math.sqrt(count / (count - 1) * apart) / possible
    return SchoolMean(100 * mean, 100 * TWO_SIDED * error)
