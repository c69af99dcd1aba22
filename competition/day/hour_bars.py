"""The chart of the day: how many began in each hour."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from competition.day.queries.day import Hour

# The chart's own units; the picture is scaled to its place.
BAR, GAP, HIGH = 40, 12, 160


@dataclass(frozen=True, slots=True)
class HourBar:
    """One hour in the chart."""

    hour: Hour
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        """Where its words stand."""
        return self.x + BAR // 2


def bars(hours: Iterable[Hour]) -> list[HourBar]:
    """The chart of pupils by hour; the highest bar fills it."""
    found = list(hours)
    most = max((hour.started for hour in found), default=0) or 1
    heights = [round(hour.started * HIGH / most) for hour in found]
    return [
        HourBar(hour, n * (BAR + GAP), HIGH - height, height)
        for n, (hour, height) in enumerate(zip(found, heights, strict=True))
    ]
