"""Bars of a picture: where each stands and how long it is. Drawn by ``_bar_rows.html``; pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

WIDTH, ROW = 380, 46
# Room for the numbers of the axis, and for the value behind the longest bar.
AXIS, LONGEST = 22, 250
# So many bars stand on a card of the overview.
FEW = 4
# An axis has at most so many parts.
PARTS = 4


class Bar(NamedTuple):
    """What a bar says; ``margin``: what its number is uncertain by, a count is not."""

    label: str
    number: float
    words: str
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar below its label, all in the units of the picture; its number lies between ``low`` and
    ``high``, of a count nowhere."""

    label: str
    value: str
    label_y: int
    bar_y: int
    length: int
    value_x: int
    value_y: int
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from zero on one scale; ``ticks``: ``(what stands there, x)`` of its axis."""

    height: int
    bars: list[ChartBar]
    ticks: list[tuple[str, int]]
    width: int = WIDTH


def few(bars: Sequence[Bar], *, full: float | None = None) -> Sequence[Bar]:
    """The bars that a finding is about, in their order: of counts the longest, of shares the first.

    Shares are sorted by what is told of them; counts may stand in an order of their own.
    """
    if full is not None:
        return bars[:FEW]
    longest = sorted(bars, key=lambda bar: -bar.number)[:FEW]
    return [bar for bar in bars if bar in longest][:FEW]


def picture(bars: Sequence[Bar], *, full: float | None = None) -> BarChart:
    """``full``: what the whole width stands for; else the longest bar sets the scale."""
    most = full or max((bar.number for bar in bars), default=0) or 1
    drawn = []
    for place, bar in enumerate(bars):
        top = AXIS + place * ROW
        length = _at(bar.number, most)
        low = None if bar.margin is None else _at(max(bar.number - bar.margin, 0), most)
        high = None if bar.margin is None else _at(min(bar.number + bar.margin, most), most)
        behind = max(length, high or 0) + 8
        where = (top + 17, top + 23, length, behind, top + 37)
        drawn.append(ChartBar(bar.label, bar.words, *where, low, high))
    step = _step(most)
    unit = " %" if full else ""
    numbers = range(0, math.floor(most) + 1, step)
    ticks = [(f"{number}{unit}" if number else "0", _at(number, most)) for number in numbers]
    return BarChart(AXIS + max(len(drawn), 1) * ROW, drawn, ticks)


def _at(number: float, most: float) -> int:
    return round(LONGEST * number / most)


def _step(most: float) -> int:
    """The smallest round number that parts the axis into few enough."""
    size = int(10 ** max(math.floor(math.log10(most)) - 2, 0))
    steps = (size * times for times in (1, 2, 5, 10, 20, 25, 50, 100, 200, 250))
    return next(step for step in steps if most / step <= PARTS)
