"""What the answers of many pupils say about one question, as pure functions.

Everything is worked out of one table a question: ``{(mark, total): pupils}``, the mark as a result
keeps it and the points of the whole paper. So it does not grow with the number of pupils, and the
pupils can be read one at a time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

type MarkTable = Mapping[tuple[str, int], int]
type Earned = Callable[[str], int]

# Below it a share moves by several points with every second pupil, and a correlation by 0.3 and
# more: its standard error is about 1/√n (Fisher 1921). 50 hide nothing worse than ±0.28.
FEWEST = 50
# From here on the error of a correlation is under 0.07 and of a share under 0.035; below it stands
# "preliminary". Usual advice for classical figures is 200 (Nunnally & Bernstein 1994, 301).
ENOUGH = 200


@dataclass(frozen=True, slots=True)
class Moments:
    """Sums of pairs of whole numbers, so that nothing is lost by rounding."""

    count: int = 0
    x: int = 0
    y: int = 0
    xx: int = 0
    yy: int = 0
    xy: int = 0

    @property
    def correlation(self) -> float | None:
        """Pearson's; ``None`` where one of both is the same for everybody."""
        spread_x = self.count * self.xx - self.x**2
        spread_y = self.count * self.yy - self.y**2
        if spread_x <= 0 or spread_y <= 0:
            return None
        return (self.count * self.xy - self.x * self.y) / math.sqrt(spread_x * spread_y)


def moments(table: MarkTable, earned: Earned) -> Moments:
    """Of the points of a question (x) and those of the rest of the paper (y)."""
    count = x = y = xx = yy = xy = 0
    for (mark, total), pupils in table.items():
        own = earned(mark)
        rest = total - own
        count, x, y = count + pupils, x + pupils * own, y + pupils * rest
        xx, yy, xy = xx + pupils * own**2, yy + pupils * rest**2, xy + pupils * own * rest
    return Moments(count, x, y, xx, yy, xy)


def mean_credit(table: MarkTable, earned: Earned, points: int) -> float | None:
    """The share of the points that pupils got; who left it open got none."""
    found = moments(table, earned)
    return found.x / (found.count * points) if found.count and points else None


def item_rest_correlation(table: MarkTable, earned: Earned) -> float | None:
    """The correlation of a question with the rest of the paper.

    Without the question itself, which otherwise correlates with its own part of the sum: the
    correction of Henrysson, Psychometrika 28 (1963) 211.
    """
    return moments(table, earned).correlation


@dataclass(frozen=True, slots=True)
class Thirds:
    """How often each mark was given by weak, middling and good pupils."""

    low: Counter[str]
    middle: Counter[str]
    high: Counter[str]

    def of(self, mark: str) -> tuple[int, int, int]:
        """How many of each third gave it."""
        return self.low[mark], self.middle[mark], self.high[mark]


def thirds(table: MarkTable, earned: Earned) -> Thirds:
    """Pupils in three parts by the rest of the paper; whoever has as many points is in one part.

    By the rest, for with the question itself its key would make pupils good. Where so many share a
    number of points that the lowest third reaches into the highest, they belong to the lowest.
    """
    by_rest = Counter[int]()
    for (mark, total), pupils in table.items():
        by_rest[total - earned(mark)] += pupils
    lowest, highest = _third(by_rest, up=True), _third(by_rest, up=False)
    found = Thirds(Counter(), Counter(), Counter())
    for (mark, total), pupils in table.items():
        rest = total - earned(mark)
        part = found.low if rest <= lowest else found.high if rest >= highest else found.middle
        part[mark] += pupils
    return found


def _third(by_rest: Mapping[int, int], *, up: bool) -> int:
    """The points at which a third is reached, from below or from above."""
    wanted, reached = sum(by_rest.values()) / 3, 0
    for points in sorted(by_rest, reverse=not up):
        reached += by_rest[points]
        if reached >= wanted:
            return points
    return 0
