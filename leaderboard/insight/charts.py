"""Bars of a picture: where each stands and how long it is. Drawn by ``_picture.html``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, ROW = 380, 46
# Room for the value behind the longest bar.
LONGEST = 250
# So many bars stand on a card of the overview.
FEW = 4

type Bar = tuple[str, float, str]


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar below its label, all in the units of the picture."""

    label: str
    value: str
    label_y: int
    bar_y: int
    length: int
    value_x: int
    value_y: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from zero, the longest one as long as there is room for."""

    height: int
    bars: list[ChartBar]
    width: int = WIDTH


def few(rows: Sequence[Bar], *, full: float | None = None) -> Sequence[Bar]:
    """The bars that a finding is about, in their order: of counts the longest, of shares the first.

    Shares are sorted by what is told of them; counts may stand in an order of their own.
    """
    if full is not None:
        return rows[:FEW]
    longest = sorted(rows, key=lambda row: -row[1])[:FEW]
    return [row for row in rows if row in longest][:FEW]


def picture(rows: Iterable[Bar], *, full: float | None = None) -> BarChart:
    """Bars for ``(label, number, number in words)``; ``full``: what the whole width stands for."""
    rows = list(rows)
    most = full or max((number for _label, number, _words in rows), default=0) or 1
    bars = []
    for place, (label, number, words) in enumerate(rows):
        top, length = place * ROW, round(LONGEST * number / most)
        bars.append(ChartBar(label, words, top + 17, top + 23, length, length + 8, top + 37))
    return BarChart(max(len(rows), 1) * ROW, bars)
