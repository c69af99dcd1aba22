"""Whether a question is harder in one language for pupils who are equally good, as pure functions.

Pupils of two languages are compared among those with the same points on the paper, so that a
language whose pupils know more or less altogether is no fault of the question. Answers are ordered:
nothing, half, all.

Sources: Mantel, J. Am. Stat. Assoc. 58 (1963) 690, the test · Liu & Agresti, Biometrics 52 (1996)
1223, the common odds ratio of ordered answers; of two answers it is that of Mantel and Haenszel,
J. Natl. Cancer Inst. 22 (1959) 719 · Zwick, Donoghue & Grima, J. Educ. Meas. 30 (1993) 233 and
Penfield & Algina, J. Educ. Meas. 40 (2003) 353, both for questions of a test · Zieky (1993) in
Holland & Wainer, Differential Item Functioning, 337, the classes A, B and C of the ETS · van der
Flier, Mellenbergh, Adèr & Wijn, J. Educ. Meas. 21 (1984) 131, one question more leaves the points
each time.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

# ``{level: pupils}`` of pupils with the same points.
type Levels = Mapping[int, int]
# Of one number of points: pupils of the reference language, pupils of the other one.
type Stratum = tuple[Levels, Levels]
# A question compared in a language: number, language, log_odds, chi_square and letter, and others.
type Compared = Mapping[str, Any]
# Compares all questions by the points of some of them.
type Compare[Row] = Callable[[frozenset[int]], Sequence[Row]]

# 1 and 1.5 on the scale of the ETS, -2.35 · ln(odds ratio).
NEGLIGIBLE, LARGE = 1 / 2.35, 1.5 / 2.35
# What a normal variable exceeds in 5 of 100 cases, to one side.
ONE_SIDED = 1.6448536269514722
FIVE_PER_CENT = 0.05
# Below it the test finds fewer than 4 of 5 bad translations (shift of 0.8 on the scale of
# log-odds, 20 questions) and takes more than 3 of 100 good ones for bad.
FEWEST_OF_EACH = 200


@dataclass(frozen=True, slots=True)
class LanguageDifference:
    """How a question does in another language, against the one it is compared with.

    ``log_odds`` is above 0 where it is harder in the other language; ``error`` is its standard
    error, ``p`` how likely chance alone gives as much.
    """

    reference: int
    other: int
    log_odds: float
    error: float
    chi_square: float
    p: float

    @property
    def letter(self) -> str:
        """The class of the ETS: A negligible, B moderate, C large.

        C: at least 1.5 and certainly more than 1; A: below 1, or it may be chance; else B.
        """
        size = abs(self.log_odds)
        if size < NEGLIGIBLE or self.p >= FIVE_PER_CENT:
            return "A"
        certain = size - NEGLIGIBLE > ONE_SIDED * self.error
        return "C" if size >= LARGE and certain else "B"


def strata(
    reference: Mapping[tuple[int, int], int], other: Mapping[tuple[int, int], int]
) -> list[Stratum]:
    """Of two tables ``{(level, total): pupils}`` the pupils with the same points, side by side.

    Points that only one of both languages has compare nobody, and are left out.
    """
    by_total: tuple[defaultdict[int, Counter[int]], ...] = (
        defaultdict(Counter),
        defaultdict(Counter),
    )
    for side, table in zip(by_total, (reference, other), strict=True):
        for (level, total), pupils in table.items():
            side[total][level] += pupils
    both = sorted(set(by_total[0]) & set(by_total[1]))
    return [(by_total[0][total], by_total[1][total]) for total in both]


def language_difference(pairs: Sequence[Stratum]) -> LanguageDifference | None:
    """The difference over all strata; ``None`` where one of both never did better."""
    better = sum(_won(one) for one in pairs)
    worse = sum(_lost(one) for one in pairs)
    if not better or not worse:
        return None
    chi_square = mantel(pairs)
    return LanguageDifference(
        reference=sum(sum(one[0].values()) for one in pairs),
        other=sum(sum(one[1].values()) for one in pairs),
        log_odds=math.log(better / worse),
        error=math.sqrt(max(0.0, sum(_variance(one, better, worse) for one in pairs))),
        chi_square=chi_square,
        p=chance_of(chi_square),
    )


def fairly_compared[Row: Compared](
    compare: Compare[Row], fair: frozenset[int], fewest: int
) -> tuple[Sequence[Row], frozenset[int]]:
    """The comparison by the points of fair questions alone, and which those are.

    What differs much leaves the points, one by one or all at once: the way that then finds the
    fewest bad translations is the better explanation of the same answers. At least ``fewest`` stay.
    """
    compare = cache(compare)
    alike = fair - {one["number"] for one in _large(compare(fair), fair)}
    ways = [one_by_one(compare, fair, fewest)]
    if len(alike) >= fewest:
        ways.append((compare(alike), alike))
    return min(ways, key=lambda way: _harder_in(way[0]))


def one_by_one[Row: Compared](
    compare: Compare[Row], fair: frozenset[int], fewest: int
) -> tuple[Sequence[Row], frozenset[int]]:
    """The most certain of those that differ much leaves the points, and all is compared again.

    Beside many bad translations good questions seem too easy, and left out with them they would
    turn the comparison round. There are never more comparisons than questions.
    """
    rows = compare(fair)
    while len(fair) > fewest and (large := _large(rows, fair)):
        worst = max(large, key=lambda one: (one["chi_square"], -one["number"]))
        fair -= {worst["number"]}
        rows = compare(fair)
    return rows, fair


def _large[Row: Compared](rows: Iterable[Row], fair: frozenset[int]) -> list[Row]:
    return [one for one in rows if one["letter"] == "C" and one["number"] in fair]


def _harder_in(rows: Iterable[Compared]) -> int:
    """How many translations would be bad: questions, each in each language."""
    large = (one for one in rows if one["letter"] == "C" and one["log_odds"] > 0)
    return len({(one["number"], one["language"]) for one in large})


def mantel(pairs: Iterable[Stratum]) -> float:
    """Mantel's test of ordered answers, chi-square with one degree of freedom.

    The sum of the levels of the other language, against what it would be if the same answers were
    dealt out among both by chance.
    """
    found = expected = spread = 0.0
    for reference, other in pairs:
        every = Counter(reference) + Counter(other)
        count, own = every.total(), sum(other.values())
        if count < 2:
            continue
        first = sum(level * pupils for level, pupils in every.items())
        second = sum(level**2 * pupils for level, pupils in every.items())
        found += sum(level * pupils for level, pupils in other.items())
        expected += own * first / count
        dealt = own * (count - own) / (count**2 * (count - 1))
        spread += dealt * (count * second - first**2)
    return (found - expected) ** 2 / spread if spread > 0 else 0.0


def chance_of(chi_square: float) -> float:
    """How likely chance alone gives so much or more, with one degree of freedom."""
    return math.erfc(math.sqrt(chi_square / 2))


def _won(one: Stratum) -> float:
    """Steps by which pupils of the reference did better, over all pairs of both, per pupil."""
    return _steps(*one)


def _lost(one: Stratum) -> float:
    reference, other = one
    return _steps(other, reference)


def _steps(of: Levels, above: Levels) -> float:
    count = sum(of.values()) + sum(above.values())
    pairs = product(of.items(), above.items())
    return sum(max(0, a - b) * many * more for (a, many), (b, more) in pairs) / count


def _variance(one: Stratum, better: float, worse: float) -> float:
    """What one stratum adds to the variance of the logarithm of the odds ratio.

    ln(better/worse) moves with h = steps won/better - steps lost/worse, summed over all pairs of a
    pupil here and one there: a statistic of two samples (Hoeffding 1948). Where the odds ratio is
    the same everywhere h is 0 on average, so that the square of its sum is estimated by
    sum over pupils here of (sum of h)² + the same there - sum of h².
    """
    reference, other = one
    count = sum(reference.values()) + sum(other.values())
    worth = {
        (a, b): (max(0, a - b) / better - max(0, b - a) / worse) / count
        for a, b in product(reference, other)
    }
    here = sum(
        pupils * sum(worth[a, b] * more for b, more in other.items()) ** 2
        for a, pupils in reference.items()
    )
    there = sum(
        pupils * sum(worth[a, b] * more for a, more in reference.items()) ** 2
        for b, pupils in other.items()
    )
    twice = sum(h**2 * reference[a] * other[b] for (a, b), h in worth.items())
    return here + there - twice
