"""What the answers of many pupils say about one question, and whether somebody should look; pure.

Everything is worked out of one table a question: ``{(mark, total): pupils}``, the mark as a result
keeps it and the points of the whole paper. So it does not grow with the number of pupils, and the
pupils can be read one at a time. A finding is a hint, never a verdict: somebody reads the question
first.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping
from enum import StrEnum
from statistics import median

type MarkTable = Mapping[tuple[str, int], int]
type Earned = Callable[[str], int]
# How often each mark was given by weak, middling and good pupils.
type Thirds = tuple[Counter[str], Counter[str], Counter[str]]


class ItemFault(StrEnum):
    """What seems to be wrong with a question, the worst first."""

    KEY = "key"
    BACKWARDS = "backwards"
    WEAK = "weak"
    HARD = "hard"
    EASY = "easy"


# Below it a share moves by several points with every second pupil, and a correlation by 0.3 and
# more: its standard error is about 1/√n (Fisher 1921). 50 hide nothing worse than ±0.28.
FEWEST = 50
# From here on the error of a correlation is under 0.07 and of a share under 0.035; below it stands
# "preliminary". Usual advice for classical figures is 200 (Nunnally & Bernstein 1994, 301).
ENOUGH = 200
# In so many standard errors: with a few hundred figures on a page, one in a thousand is chance.
CERTAIN = 3.0
# Ebel & Frisbie, Essentials of Educational Measurement (1991), 232: below .20 revise or drop; half
# of it, since a question nearly all know cannot correlate much.
WEAK_BELOW = 0.1
HARD_BELOW, EASY_ABOVE = 0.2, 0.95
# Of 50 pupils a share is uncertain by 0.07: so far apart is no chance of one question of a paper.
FAR_APART = 0.2


def mean_credit(table: MarkTable, earned: Earned, points: int) -> float | None:
    """The share of the points that pupils got; who left it open got none."""
    possible = points * sum(table.values())
    got = sum(earned(mark) * pupils for (mark, _total), pupils in table.items())
    return got / possible if possible else None


def item_rest_correlation(table: MarkTable, earned: Earned) -> float | None:
    """Pearson's correlation of a question with the rest of the paper; ``None`` where one of both is
    the same for everybody.

    Without the question itself, which otherwise correlates with its own part of the sum: the
    correction of Henrysson, Psychometrika 28 (1963) 211. Sums of whole numbers lose nothing.
    """
    rows = [(earned(mark), total - earned(mark), n) for (mark, total), n in table.items()]
    count = sum(n for _a, _b, n in rows)
    x, y = sum(n * a for a, _b, n in rows), sum(n * b for _a, b, n in rows)
    spread_x = count * sum(n * a * a for a, _b, n in rows) - x**2
    spread_y = count * sum(n * b * b for _a, b, n in rows) - y**2
    if spread_x <= 0 or spread_y <= 0:
        return None
    return (count * sum(n * a * b for a, b, n in rows) - x * y) / math.sqrt(spread_x * spread_y)


def thirds(table: MarkTable, earned: Earned) -> Thirds:
    """Pupils in three parts by the rest of the paper; whoever has as many points is in one part.

    By the rest, for with the question itself its key would make pupils good. Where so many share a
    number of points that the lowest third reaches into the highest, they belong to the lowest.
    """
    by_rest = Counter[int]()
    for (mark, total), pupils in table.items():
        by_rest[total - earned(mark)] += pupils
    lowest, highest = _third(by_rest, up=True), _third(by_rest, up=False)
    low, middle, high = Counter[str](), Counter[str](), Counter[str]()
    for (mark, total), pupils in table.items():
        rest = total - earned(mark)
        part = low if rest <= lowest else high if rest >= highest else middle
        part[mark] += pupils
    return low, middle, high


def _third(by_rest: Mapping[int, int], *, up: bool) -> int:
    """The points at which a third is reached, from below or from above."""
    wanted, reached = sum(by_rest.values()) / 3, 0
    for points in sorted(by_rest, reverse=not up):
        reached += by_rest[points]
        if reached >= wanted:
            return points
    return 0


def preferred(high: Counter[str], right: str, marks: frozenset[str]) -> str:
    """A choice that more good pupils took than the key, if it is no chance; else nothing.

    Of pupils who took one of both, half would take either: (n - k)/√(n + k) standard errors.
    """
    others = {mark: high[mark] for mark in marks if mark != right}
    mark = max(others, key=lambda choice: (others[choice], choice), default="")
    return mark if mark and _is_ahead(others[mark], high[right]) else ""


def another_answer(codes: Mapping[int, int], key: int, correlation: float | None) -> bool:
    """Whether of a question of parts more pupils gave another answer than the key, and the key does
    not tell good pupils from weak ones either."""
    others = [count for code, count in codes.items() if code > 1 and code != key]
    if not others or (correlation is not None and correlation >= WEAK_BELOW):
        return False
    return _is_ahead(max(others), codes.get(key, 0))


def _is_ahead(other: int, key: int) -> bool:
    return other > key and (other - key) / math.sqrt(other + key) >= CERTAIN


def harder_in(own: Mapping[int, float], others: Mapping[int, float]) -> set[int]:
    """Questions that fall behind in one language, by far more than the language does on the whole
    paper; ``{question: share of the points}`` of its pupils and of all others."""
    behind = {number: others[number] - own[number] for number in own.keys() & others.keys()}
    usual = median(behind.values()) if behind else 0.0
    return {number for number, gap in behind.items() if gap - usual >= FAR_APART}


def findings(
    pupils: int, credit: float | None, correlation: float | None, *, doubts_key: bool
) -> list[ItemFault]:
    """What the figures of one question say; a doubtful key explains most of them."""
    if pupils < FEWEST:
        return []
    found = [ItemFault.KEY] if doubts_key else []
    if correlation is not None and not doubts_key:
        if -correlation * math.sqrt(pupils) >= CERTAIN:
            found.append(ItemFault.BACKWARDS)
        elif pupils >= ENOUGH and correlation < WEAK_BELOW:
            found.append(ItemFault.WEAK)
    if credit is not None and credit < HARD_BELOW and not doubts_key:
        found.append(ItemFault.HARD)
    if credit is not None and credit > EASY_ABOVE:
        found.append(ItemFault.EASY)
    return found
